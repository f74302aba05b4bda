using System.Globalization;

namespace FastNN.Peers.Training;

/// <summary>A network, a batch and how it is trained.</summary>
/// <param name="Sizes">The numbers of units from input to output.</param>
/// <param name="Activations">The activations after all layers but the last: sigmoid, tanh or relu.</param>
/// <param name="BatchSize">The rows of a step.</param>
/// <param name="Optimizer">sgd or adam.</param>
/// <param name="Loss">cross-entropy or mean-squared-error.</param>
internal sealed record TrainingCase(int[] Sizes, string[] Activations, int BatchSize, string Optimizer, string Loss)
{
    /// <summary>The form of a name that <see cref="TryParse"/> takes.</summary>
    public const string Form = "SIZES[-ACTIVATION]-bBATCH-OPTIMIZER, such as 13-64-1-tanh-b32-adam";

    /// <summary>The largest size that <see cref="TryParse"/> takes: a weight matrix of a gigabyte in float.</summary>
    public const int MaxSize = 16384;

    private static readonly string[] s_activations = ["sigmoid", "tanh", "relu"];
    private static readonly string[] s_optimizers = ["sgd", "adam"];

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

    /// <summary>Gets the name: sizes, batch and optimizer; or the one that it was read from.</summary>
    public string Name { get => field ?? $"{SizesText}-b{BatchSize}-{Optimizer}"; private init; }

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

    /// <summary>Reads a name: ReLU unless it names an activation; mean squared error with one output, else cross-entropy.</summary>
    /// <param name="name">The name, of the form <see cref="Form"/>.</param>
    /// <returns>The case, or null if it is no such name, of sizes from 1 to <see cref="MaxSize"/>.</returns>
    public static TrainingCase? TryParse(string name)
    {
        string[] parts = name.Split('-');
        if (parts.Length < 4 || !s_optimizers.Contains(parts[^1]) || parts[^2] is not ['b', .. string rows] || !TryParse(rows, out int batch)) return null;
        bool isNamed = s_activations.Contains(parts[^3]);
        string activation = isNamed ? parts[^3] : "relu";
        var sizes = new List<int>();
        foreach (string part in parts[..(isNamed ? ^3 : ^2)])
        {
            if (!TryParse(part, out int size)) return null;
            sizes.Add(size);
        }

        if (sizes.Count < 2) return null;
        string loss = sizes[^1] == 1 ? "mean-squared-error" : "cross-entropy";
        return new TrainingCase([.. sizes], [.. Enumerable.Repeat(activation, sizes.Count - 2)], batch, parts[^1], loss) { Name = name };
    }

    private static bool TryParse(string text, out int size) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= MaxSize;

    private IEnumerable<(int Inputs, int Outputs)> Layers() => Sizes.Zip(Sizes.Skip(1));
}
