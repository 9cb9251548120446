import calls from './en/calls.js';
import console from './en/console.js';
import house from './en/house.js';

export default { ...console, ...calls, ...house };
