using System.Globalization;
using System.Numerics;
using FastNN.Layers;

namespace FastNN.Cli.Commands;

/// <summary>One hidden layer of <c>--layers</c>: a number of units and their activation.</summary>
/// <param name="Units">The number of units.</param>
/// <param name="Activation">The activation's name; <c>linear</c> for none.</param>
/// <param name="Slope">The slope of a leaky rectifier below zero.</param>
internal sealed record HiddenLayer(int Units, string Activation, double? Slope = null)
{
    /// <summary>What stands for no hidden layer at all.</summary>
    public const string None = "none";

    private const string Activations = "sigmoid, tanh, relu, leaky-relu, leaky-relu:SLOPE or linear";

    /// <summary>Reads a list such as <c>64:sigmoid,16:tanh</c>.</summary>
    /// <exception cref="FormatException">The list cannot be read.</exception>
    public static HiddenLayer[] ParseList(string text) =>
        text == None ? [] : [.. text.Split(',').Select((part, i) => ParseOne(part.Trim(), i + 1))];

    /// <summary>Writes a list as <see cref="ParseList"/> reads it.</summary>
    public static string Format(IReadOnlyCollection<HiddenLayer> layers) => layers.Count == 0 ? None : string.Join(',', layers);

    /// <summary>Makes the activation's layer, or null for none.</summary>
    public Layer<T>? CreateActivation<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Activation switch
        {
            "sigmoid" => new Sigmoid<T>(),
            "tanh" => new Tanh<T>(),
            "relu" => new ReLU<T>(),
            "leaky-relu" => Slope is { } slope ? new LeakyReLU<T>(slope) : new LeakyReLU<T>(),
            _ => null,
        };

    /// <inheritdoc/>
    public override string ToString() => Slope is { } slope
        ? string.Create(CultureInfo.InvariantCulture, $"{Units}:{Activation}:{slope:R}")
        : string.Create(CultureInfo.InvariantCulture, $"{Units}:{Activation}");

    private static HiddenLayer ParseOne(string part, int position)
    {
        string[] words = part.Split(':');
        if (words.Length < 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int units) || units < 1)
        {
            throw new FormatException(
                $"layer {position}, '{part}', is not of the form UNITS:ACTIVATION, as in 64:sigmoid,16:tanh; UNITS is a whole number of at least 1");
        }

        switch (words[1])
        {
            case "sigmoid" or "tanh" or "relu" or "leaky-relu" or "linear" when words.Length == 2:
                return new HiddenLayer(units, words[1]);
            case "leaky-relu" when words.Length == 3:
                return double.TryParse(words[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double slope) && slope is >= 0 and <= 1
                    ? new HiddenLayer(units, words[1], slope)
                    : throw new FormatException($"layer {position}, '{part}': the slope is a number from 0 to 1");
            default:
                throw new FormatException($"layer {position}, '{part}': '{string.Join(':', words[1..])}' is no activation; known are {Activations}");
        }
    }
}
