//! What a recurrent network may be.

use crate::init::Drive;
use crate::record::Setting;
use crate::study::document::origin::Origin;
use crate::study::{Protocol, Study, StudyError, Widths};

impl Study {
    /// A recurrent network has the same weights at each step, so all its widths are one; it does not learn.
    pub(crate) fn check_recurrence(&self, origin: &impl Fn(Setting) -> Origin) -> Result<(), StudyError> {
        let tied = self.tied.iter().any(|tied| tied.value).then(|| origin(Setting::Tied));
        let driven = self.drive.iter().any(|drive| drive.value != Drive::NONE);
        let drive = driven.then(|| origin(Setting::Drive));
        for (key, origin) in [("tied = true", &tied), ("drive", &drive)] {
            if let (Some(origin), Protocol::Train) = (origin, self.protocol) {
                let problem = format!(
                    "`{key}` belongs to `protocol = \"forward\"` or `\"backward\"`; networks that learn have layers of their own weights, and no input but the first layer's"
                );
                return Err(StudyError::new(origin, problem));
            }
        }
        if let (Some(origin), Widths::Even { input: None, .. }) = (&tied, &self.widths) {
            let problem = "`tied` is true: all layers share one weight matrix, so all widths must be equal, that of the input too; give `network.input`";
            return Err(StudyError::new(origin, problem));
        }
        match (tied, self.widths.uneven()) {
            (Some(origin), Some((first, other))) => {
                let problem = format!(
                    "`tied` is true: all layers share one weight matrix, so all widths must be equal, that of the input too; here are {first} and {other}"
                );
                Err(StudyError::new(&origin, problem))
            }
            _ => Ok(()),
        }
    }
}

impl Widths {
    /// The width of the input and another, if there is one.
    fn uneven(&self) -> Option<(usize, usize)> {
        let (first, other) = match self {
            Self::Layers(layers) => (layers[0], layers.iter().find(|width| **width != layers[0])),
            Self::Even { input: None, .. } => return None,
            Self::Even { input: Some(input), width, .. } => {
                (*input, width.iter().map(|width| &width.value).find(|width| *width != input))
            }
        };
        other.map(|other| (first, *other))
    }
}
