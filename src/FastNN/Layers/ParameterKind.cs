namespace FastNN.Layers;

/// <summary>What a parameter does in its layer.</summary>
public enum ParameterKind
{
    /// <summary>Multiplies the input; drawn at random to begin with.</summary>
    Weight,

    /// <summary>Is added; zero to begin with.</summary>
    Bias,
}
