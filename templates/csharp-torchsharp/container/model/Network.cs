using static TorchSharp.torch;

namespace Container;

/// <summary>The network, from a row as it comes to a score per label. Training and `serve` both compile this file in.</summary>
internal sealed class Network : nn.Module<Tensor, Tensor>
{
    private readonly Tensor _mean;
    private readonly Tensor _scale;
    private readonly nn.Module<Tensor, Tensor> _layers;

    public Network(NetworkShape shape)
        : base(nameof(Network))
    {
        // Buffers: saved with the weights, not trained.
        _mean = zeros(shape.Columns);
        _scale = ones(shape.Columns);
        _layers = nn.Sequential(nn.Linear(shape.Columns, shape.Hidden), nn.Tanh(), nn.Linear(shape.Hidden, shape.Labels.Length));
        register_buffer(nameof(_mean), _mean);
        register_buffer(nameof(_scale), _scale);
        RegisterComponents();
    }

    /// <summary>Takes over what the columns' values are like.</summary>
    public void Standardize(Tensor rows)
    {
        using var gradients = no_grad();
        _mean.copy_(rows.mean([0]));
        _scale.copy_(rows.std(0, unbiased: false).clamp_min(1e-6));
    }

    public override Tensor forward(Tensor input) => _layers.call((input - _mean) / _scale);
}

/// <summary>What must be known to build the network before its weights can be loaded.</summary>
/// <param name="Epochs">How many it has been trained for.</param>
internal sealed record NetworkShape(int Columns, int Hidden, string[] Labels, int Epochs = 0);
