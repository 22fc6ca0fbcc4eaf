//! From WIT and options to what an emitter takes.

use wittgen_ir::{Checked, FeatureSet, Source, World, check, lower};

use crate::choices::Choices;
use crate::{EmitError, Options};

/// Lowers the world that `options` names, looks up what they choose, and checks it against what `target` can express.
///
/// # Errors
///
/// With all that is wrong, in the options and in the world.
pub(crate) fn prepare(
    source: &Source,
    options: &Options,
    features: FeatureSet,
    target: &str,
) -> Result<(Checked, Choices), EmitError> {
    let world = lower(source, options.world.as_deref())?;
    prepare_world(world, options, features, target)
}

/// The same for a world that has been lowered.
pub(crate) fn prepare_world(
    mut world: World,
    options: &Options,
    features: FeatureSet,
    target: &str,
) -> Result<(Checked, Choices), EmitError> {
    let choices = Choices::resolve(&mut world, options);
    let checked = check(world, features, target);
    match (checked, choices) {
        (Ok(checked), Ok(choices)) => Ok((checked, choices)),
        (Err(error), Ok(_)) => Err(error.into()),
        (Ok(_), Err(error)) => Err(error),
        (Err(wit), Err(options)) => Err(EmitError::Several(vec![options, wit.into()])),
    }
}
