/**
 * The standard H5P types that show our questions, at just these versions (library.json of h5p-question-set and
 * h5p-multi-choice, March 2026). A platform must have them installed: ours is only what they show.
 */
export const questionSet = {
  title: 'Question Set',
  machineName: 'H5P.QuestionSet',
  majorVersion: 1,
  minorVersion: 21
};
export const multiChoice = {
  title: 'Multiple Choice',
  machineName: 'H5P.MultiChoice',
  majorVersion: 1,
  minorVersion: 16
};

/** `Question Set 1.21`, as a platform lists them for people. */
export const h5pLibraries = [questionSet, multiChoice].map(
  ({ title, majorVersion, minorVersion }) => `${title} ${majorVersion}.${minorVersion}`
);
