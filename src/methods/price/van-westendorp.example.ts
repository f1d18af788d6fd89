/** Monthly prices in whole euros named by thirty people; the eighth has two of them the wrong way round. */
export const vanWestendorpExample = {
  about: 'Thirty people name four prices for a planning tool, and how likely they would buy at two of them.',
  source: 'Made up for illustration.',
  inputs: {
    tooCheap: [7, 7, 8, 5, 6, 7, 5, 9, 8, 6, 4, 6, 8, 6, 6, 8, 7, 6, 10, 5, 5, 8, 8, 5, 5, 7, 7, 7, 8, 6],
    cheap: [9, 9, 12, 8, 9, 10, 8, 8, 11, 10, 9, 10, 9, 8, 9, 12, 10, 10, 14, 7, 9, 12, 11, 8, 6, 9, 11, 9, 11, 9],
    expensive: [
      15, 13, 16, 12, 13, 14, 13, 14, 16, 13, 10, 13, 16, 13, 13, 20, 15, 13, 20, 11, 13, 17, 16, 11, 9, 13, 15, 13, 16,
      14,
    ],
    tooExpensive: [
      18, 17, 22, 16, 17, 18, 15, 18, 21, 17, 14, 17, 20, 16, 17, 26, 20, 16, 27, 16, 17, 22, 20, 15, 11, 18, 21, 18,
      21, 18,
    ],
    purchaseIntentCheap: [4, 3, 4, 4, 5, 5, 4, 4, 3, 3, 5, 4, 4, 5, 4, 4, 4, 3, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4],
    purchaseIntentExpensive: [3, 4, 3, 1, 3, 2, 2, 1, 3, 4, 4, 3, 4, 2, 1, 3, 4, 2, 4, 2, 2, 1, 4, 2, 1, 2, 1, 1, 4, 2],
  },
};
