using Container;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Training;

/// <summary>The model in the making: a small network, trained batch by batch, on the GPU where there is one (GPU-02).</summary>
internal sealed class Classifier
{
    /// <summary>What `serve` loads.</summary>
    public const string ModelFile = NetworkArchive.FileName;

    private const int Seed = 1;

    private readonly Device _device = cuda.is_available() ? CUDA : CPU;
    private readonly Hyperparameters _wanted;
    private readonly CrossEntropyLoss _loss = nn.CrossEntropyLoss();
    private readonly (Tensor Rows, Tensor Labels) _train;
    private readonly (Tensor Rows, Tensor Labels) _measured;
    private NetworkShape _shape;
    private Network _network;
    private Adam _optimizer;

    public Classifier(Dataset data, Hyperparameters wanted)
    {
        // Fixed seeds and one thread: equal inputs give an equal model on the CPU.
        random.manual_seed(Seed);
        set_num_threads(1);
        Console.WriteLine($"training on {_device}");

        _wanted = wanted;
        _shape = new(data.Width, wanted.Hidden, [.. data.Rows.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal)]);
        var (train, heldOut) = data.Split(wanted.Shuffle, wanted.Holdout);
        _train = Tensors(train);
        _measured = heldOut.Count > 0 ? Tensors(heldOut) : _train;

        _network = new Network(_shape).to(_device);
        _network.Standardize(_train.Rows);
        _optimizer = NewOptimizer();
    }

    public void TrainOneEpoch()
    {
        using var scope = NewDisposeScope();
        var count = (int)_train.Rows.shape[0];
        var order = Enumerable.Range(0, count).Select(row => (long)row).ToArray();

        // By the epoch's number, so that a resumed run goes on as one that was never stopped.
        new Random(Seed + _shape.Epochs).Shuffle(order);
        _network.train();
        foreach (var batch in order.Chunk(_wanted.BatchSize))
        {
            var rows = tensor(batch, device: _device);
            _optimizer.zero_grad();
            var loss = _loss.call(_network.call(_train.Rows[rows]), _train.Labels[rows]);
            loss.backward();
            _optimizer.step();
        }

        _shape = _shape with { Epochs = _shape.Epochs + 1 };
    }

    /// <summary>Measures on the held-out rows; the text is what metric definitions look for (LOG-03).</summary>
    public string Evaluate()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        _network.eval();
        var scores = _network.call(_measured.Rows);
        var loss = _loss.call(scores, _measured.Labels).item<float>();
        var accuracy = scores.argmax(1).eq(_measured.Labels).to(float32).mean().item<float>();
        return FormattableString.Invariant($"loss={loss:F4} accuracy={accuracy:F4}");
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(Stream stream)
    {
        var state = new MemoryStream();
        var (shape, network) = NetworkArchive.Read(stream, optimizer => optimizer.CopyTo(state));
        if (shape.Columns != _shape.Columns || shape.Hidden != _shape.Hidden || !shape.Labels.SequenceEqual(_shape.Labels))
            throw new InvalidDataException("its shape is not that of the training data and hyperparameters");
        (_shape, _network) = (shape, network.to(_device));
        _optimizer = NewOptimizer();
        state.Position = 0;
        _optimizer.load_state_dict(new BinaryReader(state));
    }

    /// <summary>Writes a checkpoint: the weights and the optimizer's state.</summary>
    public void Save(Stream stream) => NetworkArchive.Write(stream, _shape, _network, state => _optimizer.save_state_dict(new BinaryWriter(state)));

    public void SaveModel(Stream stream) => NetworkArchive.Write(stream, _shape, _network);

    private Adam NewOptimizer() => optim.Adam(_network.parameters(), _wanted.LearningRate);

    private (Tensor Rows, Tensor Labels) Tensors(IReadOnlyList<Row> rows)
    {
        float[] features = [.. rows.SelectMany(row => row.Features)];
        long[] labels = [.. rows.Select(row => (long)Array.IndexOf(_shape.Labels, row.Label))];
        return (tensor(features, [rows.Count, _shape.Columns], device: _device), tensor(labels, device: _device));
    }
}
