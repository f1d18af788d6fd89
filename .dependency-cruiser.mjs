/** For the `depcruise` command and editors: the rules are in scripts/gates/layer-rules.ts, and the gate runs them. */
import { cruiseOptions, layerRules } from './scripts/gates/layer-rules.ts';

export default { forbidden: layerRules, options: cruiseOptions };
