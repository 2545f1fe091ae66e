"""From a call to the model that answers it: which models, in which order, and what happens when one does not answer."""
