import { own } from '../../../plugin/values.ts';
import { namePartProblem } from '../../claude-code/marketplace-names.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-name-refused', version: 1, ...clientError },
  ({ manifest, report }) => {
    const name = own(manifest, 'name');
    const at = name === undefined ? {} : { at: { json: ['name'] } };
    const fix = 'Write lower-case letters, digits and hyphens: "name": "my-marketplace".';
    const problem = namePartProblem(name);
    if (problem !== undefined) {
      const what = typeof name === 'string' && name !== '' ? ` ${quote(name)}` : '';
      report({ ...at, message: `The marketplace's name${what} ${problem}.`, fix });
    } else if (typeof name === 'string' && name.includes('..')) {
      report({
        ...at,
        message: `The marketplace's name ${quote(name)} holds "..", which is read as a path.`,
        fix,
      });
    }
  },
);
