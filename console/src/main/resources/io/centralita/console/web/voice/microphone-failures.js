/**
 * Why there is no microphone, told apart as far as browsers tell.
 *
 * @typedef {object} Surroundings what of the browser is asked; a seam for tests
 * @property {boolean} secure
 * @property {boolean} supported whether `navigator.mediaDevices.getUserMedia` exists
 * @property {boolean|null} allowedByPolicy by Permissions-Policy and `<iframe allow>`; null where that cannot be asked
 * @property {() => Promise<PermissionState|null>} permission
 */

/** @returns {Surroundings} */
export function surroundings() {
  const policy = /** @type {any} */ (document).permissionsPolicy ?? /** @type {any} */ (document).featurePolicy;
  return {
    secure: window.isSecureContext,
    supported: typeof navigator.mediaDevices?.getUserMedia === 'function',
    allowedByPolicy: policy?.allowsFeature ? policy.allowsFeature('microphone') : null,
    permission: async () => {
      try {
        const status = await navigator.permissions.query({ name: /** @type {PermissionName} */ ('microphone') });
        return status.state;
      } catch {
        return null;
      }
    },
  };
}

/**
 * What is wrong before anybody is asked.
 *
 * @param {Surroundings} around
 * @returns {string|null} kind of problem
 */
export function obstacle(around) {
  if (!around.secure) return 'insecure';
  if (around.allowedByPolicy === false) return 'blocked-by-page';
  return around.supported ? null : 'unsupported';
}

/**
 * @param {unknown} error of `getUserMedia`
 * @param {Surroundings} around
 * @returns {Promise<string>} kind of problem
 */
export async function nameFailure(error, around) {
  const name = error instanceof Error ? error.name : '';
  const said = error instanceof Error ? error.message : '';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError': return await refusal(said, around);
    case 'SecurityError': return around.secure ? 'blocked-by-page' : 'insecure';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError': return 'no-microphone';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError': return 'microphone-busy';
    default: return 'microphone-failed';
  }
}

/** The message is looked at only where nothing else tells: Chromium says who refused there. @param {string} said @param {Surroundings} around */
async function refusal(said, around) {
  if (around.allowedByPolicy === false) return 'blocked-by-page';
  if (/by system/i.test(said)) return 'denied-by-system';
  const state = await around.permission();
  if (state === 'prompt' || /dismissed/i.test(said)) return 'dismissed';
  return 'denied';
}
