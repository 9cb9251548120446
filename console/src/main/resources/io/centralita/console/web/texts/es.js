import calls from './es/calls.js';
import console from './es/console.js';
import house from './es/house.js';

export default { ...console, ...calls, ...house };
