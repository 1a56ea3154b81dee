//! What restricted Boltzmann machines may be.

use crate::activation::Activation;
use crate::init::{Bias, Drive, Init};
use crate::network::Norm;
use crate::record::Setting;
use crate::study::document::origin::Origin;
use crate::study::{Choice, Protocol, Study, StudyError};

impl Study {
    /// A stack of restricted Boltzmann machines is logistic units, weights between them, and nothing else.
    pub(crate) fn check_machines(&self, origin: &impl Fn(Setting) -> Origin) -> Result<(), StudyError> {
        if self.protocol != Protocol::Gibbs {
            return Ok(());
        }
        let is_machine = |init: &Choice<Init>| matches!(init.value, Init::RbmStack(_));
        let plain = |choices: &[Choice<bool>]| choices.iter().all(|choice| !choice.value);
        let checks = [
            (
                Setting::Init,
                self.init.iter().all(is_machine),
                "its layers learn as such: init = \"rbm\", with its keys",
            ),
            (
                Setting::Activation,
                self.activation.iter().all(|choice| choice.value == Activation::Sigmoid),
                "its hidden units are `sigmoid`: leave `activation` out",
            ),
            (
                Setting::Bias,
                self.bias.iter().all(|choice| choice.value == Bias::Own),
                "it learns its biases: leave `bias` out",
            ),
            (
                Setting::Norm,
                self.norm.iter().all(|choice| choice.value == Norm::None),
                "it has no normalization: leave `norm` out",
            ),
            (
                Setting::Residual,
                plain(&self.residual),
                "it has no residual connections: leave `residual` out",
            ),
            (Setting::Tied, plain(&self.tied), "its layers have weights of their own: leave `tied` out"),
            (
                Setting::Drive,
                self.drive.iter().all(|choice| choice.value == Drive::NONE),
                "nothing enters it but its input: leave `drive` out",
            ),
        ];
        match checks.into_iter().find(|(_, fits, _)| !fits) {
            Some((setting, _, advice)) => {
                let problem =
                    format!("`protocol = \"gibbs\"` is of restricted Boltzmann machines, and {advice}");
                Err(StudyError::new(&origin(setting), problem))
            }
            None => Ok(()),
        }
    }
}
