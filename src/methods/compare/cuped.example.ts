/** Order lines of sixty products in an online shop. */
export const example = {
  about:
    'A trial without a change (A/A): sixty products of an online shop, every second one called treated; order lines on 1 and 2 November 2011 before, on 3 and 4 November after.',
  source: 'Online Retail, UCI, by way of Spark: The Definitive Guide (Apache-2.0), counted per product.',
  inputs: {
    pre: [
      12, 9, 8, 11, 9, 8, 8, 8, 10, 8, 23, 11, 10, 10, 9, 13, 13, 12, 9, 18, 8, 14, 9, 8, 9, 15, 17, 17, 9, 8, 9, 15,
      12, 10, 9, 10, 8, 11, 10, 14, 9, 10, 8, 34, 9, 10, 20, 9, 8, 8, 11, 14, 13, 19, 8, 9, 14, 8, 9, 11,
    ],
    post: [
      7, 6, 6, 10, 7, 14, 7, 5, 15, 4, 23, 13, 16, 6, 14, 12, 5, 11, 6, 21, 4, 19, 8, 2, 5, 17, 21, 14, 13, 8, 8, 14,
      13, 14, 8, 13, 21, 9, 14, 18, 5, 11, 9, 35, 3, 9, 18, 4, 11, 11, 6, 13, 10, 17, 4, 7, 7, 8, 10, 7,
    ],
    treated: Array.from({ length: 60 }, (_, i) => i % 2 === 1),
  },
};
