namespace FastNN.Autograd;

/// <summary>What the adjoint of a function of two operands is made of, so that no more is read than it needs.</summary>
internal enum AdjointForm
{
    /// <summary>The gradient of the output as it is.</summary>
    Gradient,

    /// <summary>The gradient and no operand.</summary>
    OfGradient,

    /// <summary>The gradient and the left operand.</summary>
    OfLeft,

    /// <summary>The gradient and the right operand.</summary>
    OfRight,

    /// <summary>The gradient and both operands.</summary>
    OfBoth,
}
