/** Order lines of one article, in pounds. The shop gave large orders a lower price, which the estimate cannot tell from demand. */
export const priceElasticityExample = {
  about:
    'Pieces and unit price in 33 orders of a glass tea-light holder, 1 to 4 November 2011. The price fell with the amount ordered, so demand looks more elastic than it is.',
  source: 'Online Retail (UCI, CC BY 4.0), from databricks/Spark-The-Definitive-Guide, Apache-2.0.',
  inputs: {
    quantity: [
      24, 12, 24, 12, 6, 72, 30, 12, 24, 6, 6, 12, 24, 12, 72, 12, 2, 5, 36, 24, 12, 24, 6, 6, 6, 12, 72, 2, 12, 12, 12,
      12, 24,
    ],
    price: [
      1.25, 1.25, 1.25, 1.25, 1.25, 1.06, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.06, 1.25, 2.46, 2.46, 1.25,
      1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.06, 2.46, 1.25, 1.25, 1.25, 1.25, 1.25,
    ],
  },
};
