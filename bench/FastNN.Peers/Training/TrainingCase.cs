namespace FastNN.Peers.Training;

/// <summary>A network, a batch and how it is trained.</summary>
/// <param name="Sizes">The numbers of units from input to output.</param>
/// <param name="Activations">The activations after all layers but the last: sigmoid, tanh or relu.</param>
/// <param name="BatchSize">The rows of a step.</param>
/// <param name="Optimizer">sgd or adam.</param>
/// <param name="Loss">cross-entropy or mean-squared-error.</param>
internal sealed record TrainingCase(int[] Sizes, string[] Activations, int BatchSize, string Optimizer, string Loss)
{
    /// <summary>The cases: the documents' networks, and larger relatives of theirs.</summary>
    public static readonly IReadOnlyList<TrainingCase> All =
    [
        new([2, 2, 1], ["sigmoid"], 4, "sgd", "mean-squared-error"),
        new([784, 64, 16, 10], ["sigmoid", "tanh"], 32, "sgd", "cross-entropy"),
        new([784, 64, 16, 10], ["sigmoid", "tanh"], 128, "sgd", "cross-entropy"),
        new([1000, 100, 10], ["relu"], 64, "sgd", "mean-squared-error"),
        new([784, 128, 64, 10], ["relu", "relu"], 128, "adam", "cross-entropy"),
        new([784, 512, 128, 10], ["relu", "relu"], 128, "adam", "cross-entropy"),
        new([784, 1024, 1024, 10], ["relu", "relu"], 256, "adam", "cross-entropy"),
    ];

    /// <summary>Gets the name: sizes, batch and optimizer.</summary>
    public string Name => $"{SizesText}-b{BatchSize}-{Optimizer}";

    /// <summary>Gets the numbers of units, joined by hyphens.</summary>
    public string SizesText => string.Join('-', Sizes);

    /// <summary>Gets the size of the first steps.</summary>
    public double LearningRate => Optimizer == "adam" ? 0.001 : 0.1;

    /// <summary>Gets whether the loss compares with class indices.</summary>
    public bool HasClasses => Loss == "cross-entropy";

    /// <summary>Gets the number of weights and biases.</summary>
    public long ParameterCount => Layers().Sum(layer => ((long)layer.Inputs + 1) * layer.Outputs);

    /// <summary>
    /// Gets the floating-point operations of the matrix products of a step, a multiply-add counting as two: forward, gradients of the
    /// weights, and gradients of the inputs of all layers but the first, which nobody asks for.
    /// </summary>
    public double Operations => Layers().Select((layer, i) => (i == 0 ? 4.0 : 6.0) * BatchSize * layer.Inputs * layer.Outputs).Sum();

    /// <summary>Gets the elements that the update touches at least: each number of a parameter that it reads, and each that it writes.</summary>
    /// <remarks>SGD reads value and gradient and writes the value; Adam reads and writes two means besides.</remarks>
    public long UpdateTraffic => ParameterCount * (Optimizer == "adam" ? 7 : 3);

    /// <summary>Gets the elements that the update goes through, again and again: values, gradients, and Adam's two means.</summary>
    public long UpdateWorkingSet => ParameterCount * (Optimizer == "adam" ? 4 : 2);

    private IEnumerable<(int Inputs, int Outputs)> Layers() => Sizes.Zip(Sizes.Skip(1));
}
