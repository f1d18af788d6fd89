/** The language detector: its n-grams take tens of megabytes, so they are loaded when a text is first to be recognised. */

type Detector = typeof import('eld/extrasmall').eld;

let loaded: Detector | undefined;

/** To be awaited before any method that recognises languages is run; `answerMethod` does it. */
export async function loadDetector(): Promise<void> {
  loaded ??= (await import('eld/extrasmall')).eld;
}

/** @throws Error where nobody has waited for `loadDetector`: a fault of the code. */
export function detector(): Detector {
  if (loaded === undefined) throw new Error('Await the `prepare` of the method before its `run`; answerMethod does.');
  return loaded;
}
