/**
 * Strimzi user survey 2022 (github.com/cncf/surveys, Apache-2.0): the first twelve complete rankings of where people look when
 * something breaks, taken apart into first, second and third choices.
 */

/** Rank of each source, in the order of `KINDS`: documentation, blog, example files, mailing list, Slack, discussions, source, videos. */
const RANKINGS = [
  '21487536',
  '14562378',
  '12374568',
  '13482657',
  '13284567',
  '26145378',
  '32584167',
  '12467538',
  '12685347',
  '13256478',
  '13245678',
  '15423678',
];
const KINDS = ['published', 'published', 'code', 'people', 'people', 'people', 'code', 'published'];
const IN_REPOSITORY = [1, 0, 1, 0, 0, 1, 1, 0];

const rows = RANKINGS.flatMap((ranking, person) =>
  [1, 2, 3].flatMap((rank) =>
    Array.from(ranking, Number).flatMap((own, source) =>
      own < rank
        ? []
        : [
            {
              respondent: person + 1,
              situation: rank,
              chosen: own === rank ? 1 : 0,
              kind: KINDS[source]!,
              inRepository: IN_REPOSITORY[source]!,
            },
          ],
    ),
  ),
);

export const rankingChoices = {
  respondents: rows.map(({ respondent }) => respondent),
  situations: rows.map(({ situation }) => situation),
  chosen: rows.map(({ chosen }) => chosen),
  attributes: {
    kind: rows.map(({ kind }) => kind),
    inRepository: rows.map(({ inRepository }) => inRepository),
  },
};
