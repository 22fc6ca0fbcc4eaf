//! What the options that were read mean together, and which of them go together.

use proc_macro2::Span;
use syn::LitStr;
use wittgen_ir::{Input, Unstable};

use super::reader::Reader;
use super::{MacroOptions, Wit, refusal, resolve};
use crate::value::Features;

impl Reader {
    /// Makes of them what the macro was called with.
    pub(super) fn finish(mut self) -> MacroOptions {
        let wit_folder = || vec![resolve("wit")];
        let (input, wit) = match (&self.component, &self.inline, &self.paths) {
            (Some(component), inline, paths) => {
                for (name, given) in [("inline", inline.is_some()), ("path", paths.is_some())] {
                    if given {
                        self.errors.push(refusal(
                            component.span(),
                            &format!("`component` is given together with `{name}`"),
                            "keep one of them: a component brings its WIT along",
                        ));
                    }
                }
                let path = resolve(&component.value());
                (Input::Component(path), Wit::Component(component.span()))
            }
            (None, Some(text), paths) => {
                let paths = paths
                    .as_ref()
                    .map_or_else(Vec::new, |(paths, _)| paths.clone());
                let input = Input::Inline {
                    text: text.value(),
                    paths,
                };
                (input, Wit::Inline(text.clone()))
            }
            (None, None, Some((paths, span))) if !paths.is_empty() => {
                (Input::Paths(paths.clone()), Wit::Paths(*span))
            }
            (None, None, _) => (Input::Paths(wit_folder()), Wit::Default),
        };
        if let Some(precompile) = &self.precompile
            && self.component.is_none()
        {
            self.errors.push(refusal(
                precompile.span,
                "`precompile` is given without `component`",
                "name the component that is to be part of the program: `component: \"app.wasm\"`",
            ));
            self.precompile = None;
        }
        self.emit.world = self.world.as_ref().map(LitStr::value);
        let features_span = match &self.features {
            Some((Features::All(span), _) | (Features::These(_), span)) => *span,
            None => Span::call_site(),
        };
        let (unstable, features) = match self.features.map(|(features, _)| features) {
            None => (Unstable::None, Vec::new()),
            Some(Features::All(_)) => (Unstable::All, Vec::new()),
            Some(Features::These(names)) if names.is_empty() => (Unstable::None, Vec::new()),
            Some(Features::These(names)) => {
                let features: Vec<(String, Span)> =
                    names.iter().map(|it| (it.value(), it.span())).collect();
                let names = features.iter().map(|(name, _)| name.clone()).collect();
                (Unstable::Features(names), features)
            }
        };
        MacroOptions {
            input,
            wit,
            world: self.world.map(|world| world.span()),
            unstable,
            features,
            features_span,
            emit: self.emit,
            precompile: self.precompile,
            errors: self.errors,
            is_readable: true,
        }
    }
}
