# A parameter file as the official GRU4Rec takes it; Clickahead reads it as data.
from collections import OrderedDict

gru4rec_params = OrderedDict([
    ('loss', 'bpr-max'),
    ('constrained_embedding', True),
    ('embedding', 0),
    ('elu_param', 0.5),
    ('layers', [64]),
    ('n_epochs', 1),
    ('batch_size', 64),
    ('dropout_p_embed', 0.1),
    ('dropout_p_hidden', 0.0),
    ('learning_rate', 0.05),
    ('momentum', 0.2),
    ('n_sample', 128),
    ('sample_alpha', 0.3),
    ('bpreg', 0.9),
])
