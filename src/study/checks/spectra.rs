//! Which networks spectra may be asked of.

use crate::network::Norm;
use crate::study::document::origin::Origin;
use crate::study::{Study, StudyError};

impl Study {
    /// Spectra are of networks that do not learn, those of a Jacobian where no output hangs on other
    /// samples, and eigenvalues of square matrices.
    pub(crate) fn check_spectra(&self, jacobian: &Origin, spectrum: &Origin) -> Result<(), StudyError> {
        let asked = [
            ("jacobian", self.watch.jacobians > 0, jacobian),
            ("spectrum", self.watch.spectra.any(), spectrum),
        ];
        for (section, _, origin) in asked.into_iter().filter(|(_, asked, _)| *asked) {
            if !self.protocol.looks_at_drawn() {
                let problem = format!(
                    "[{section}] belongs to `protocol = \"forward\"` or `\"backward\"`, not `{}`",
                    self.protocol
                );
                return Err(StudyError::new(origin, problem));
            }
        }
        if self.watch.jacobians > 0 && self.norm.iter().any(|norm| norm.value != Norm::None) {
            let problem = "[jacobian] is of networks without normalization; leave out `norm` or `jacobian`";
            return Err(StudyError::new(jacobian, problem));
        }
        if self.watch.spectra.eigenvalues && !self.widths.any_square() {
            let problem = "`eigenvalue` is of square layers, and no layer is as wide as its input";
            return Err(StudyError::new(spectrum, problem));
        }
        Ok(())
    }
}
