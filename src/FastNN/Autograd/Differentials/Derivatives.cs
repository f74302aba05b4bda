using System.Numerics;

namespace FastNN.Autograd;

/// <summary>Derivatives of functions of variables: gradient, Jacobian, Hessian, and their products with vectors.</summary>
/// <remarks>
/// <para>A function records operations on the variable that it is given and returns the result; it may be called once or several times, and
/// must compute the same each time. Elements count in row-major order. What a function does not depend on has derivative zero.</para>
/// <para>Functions of several variables take an array of them, and results come in one part for each. These are for analysis and tests, and
/// allocate; a training step uses a tape of its own. Source: document 003, section 4.6.2; document 004, section 3.1.</para>
/// </remarks>
public static class Derivatives
{
    /// <summary>Computes the gradient <c>gᵢ = ∂f/∂xᵢ</c> of a scalar function.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <returns>An element for each of x.</returns>
    /// <exception cref="ArgumentException">The function's result has not one element.</exception>
    public static T[] Gradient<T>(Func<Variable<T>, Variable<T>> function, Argument<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Gradient(Several(function), [x])[0];

    /// <summary>Computes the gradients of a scalar function of several variables.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="xs">The point.</param>
    /// <returns>A gradient for each variable.</returns>
    /// <exception cref="ArgumentException">The function's result has not one element.</exception>
    public static T[][] Gradient<T>(Func<Variable<T>[], Variable<T>> function, params Argument<T>[] xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var use = new FunctionUse<T>(function, xs);
        use.RequireScalar("Gradient");
        return use.Pull([T.One]);
    }

    /// <summary>Computes the Jacobian <c>Jᵢⱼ = ∂fᵢ/∂xⱼ</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <returns>A row for each element of the result, a column for each of x.</returns>
    public static T[,] Jacobian<T>(Func<Variable<T>, Variable<T>> function, Argument<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Jacobian(Several(function), [x])[0];

    /// <summary>Computes the Jacobians by several variables.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="xs">The point.</param>
    /// <returns>A Jacobian for each variable.</returns>
    public static T[][,] Jacobian<T>(Func<Variable<T>[], Variable<T>> function, params Argument<T>[] xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var use = new FunctionUse<T>(function, xs);
        var seed = new T[use.Result.Values.Length];
        T[][,] jacobians = [.. xs.Select(x => new T[seed.Length, x.Values.Length])];
        for (int row = 0; row < seed.Length; row++)
        {
            seed[row] = T.One;
            T[][] gradients = use.Pull(seed);
            for (int k = 0; k < xs.Length; k++) SetRow(jacobians[k], row, gradients[k]);
            seed[row] = T.Zero;
        }

        return jacobians;
    }

    /// <summary>Computes the Hessian <c>Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ</c> of a scalar function.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <returns>A symmetric matrix, but for rounding.</returns>
    /// <exception cref="ArgumentException">The function's result has not one element.</exception>
    public static T[,] Hessian<T>(Func<Variable<T>, Variable<T>> function, Argument<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Hessian(Several(function), [x]);

    /// <summary>Computes the Hessian of a scalar function of several variables.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="xs">The point.</param>
    /// <returns>A matrix over the elements of all variables, one variable after another.</returns>
    /// <exception cref="ArgumentException">The function's result has not one element.</exception>
    public static T[,] Hessian<T>(Func<Variable<T>[], Variable<T>> function, params Argument<T>[] xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var use = new FunctionUse<T>(function, xs);
        use.RequireScalar("Hessian");
        Variable<T> gradient = use.GradientVariable();
        var seed = new T[gradient.Values.Length];
        var hessian = new T[seed.Length, seed.Length];
        for (int row = 0; row < seed.Length; row++)
        {
            seed[row] = T.One;
            SetRow(hessian, row, [.. use.Pull(gradient, seed).SelectMany(part => part)]);
            seed[row] = T.Zero;
        }

        return hessian;
    }

    /// <summary>Computes the product <c>H·v</c> of the Hessian with a vector, at the cost of two backward passes.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The scalar function.</param>
    /// <param name="x">The point.</param>
    /// <param name="vector">The vector, an element for each of x.</param>
    /// <returns>An element for each of x.</returns>
    /// <exception cref="ArgumentException">The result has not one element, or the vector another number of elements.</exception>
    public static T[] HessianVectorProduct<T>(Func<Variable<T>, Variable<T>> function, Argument<T> x, ReadOnlySpan<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var use = new FunctionUse<T>(Several(function), [x]);
        use.RequireScalar("HessianVectorProduct");
        RequireLength("HessianVectorProduct", vector.Length, x.Values.Length, "element of x");
        return use.Pull(use.GradientVariable(), vector)[0];
    }

    /// <summary>Computes the product <c>vᵀ·J</c> of a vector with the Jacobian, at the cost of one backward pass.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="vector">The vector, an element for each of the result.</param>
    /// <returns>An element for each of x.</returns>
    /// <exception cref="ArgumentException">The vector has another number of elements.</exception>
    public static T[] VectorJacobianProduct<T>(Func<Variable<T>, Variable<T>> function, Argument<T> x, ReadOnlySpan<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var use = new FunctionUse<T>(Several(function), [x]);
        RequireLength("VectorJacobianProduct", vector.Length, use.Result.Values.Length, "element of the result");
        return use.Pull(vector)[0];
    }

    /// <summary>Computes the product <c>J·v</c> of the Jacobian with a vector: how the result moves as x moves along v.</summary>
    /// <remarks>The backward pass is linear in its seed u, so that <c>J·v</c> is the gradient of <c>(Jᵀ·u)·v</c> by u: two passes, whatever the sizes.</remarks>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="vector">The vector, an element for each of x.</param>
    /// <returns>An element for each of the result.</returns>
    /// <exception cref="ArgumentException">The vector has another number of elements.</exception>
    public static T[] JacobianVectorProduct<T>(Func<Variable<T>, Variable<T>> function, Argument<T> x, ReadOnlySpan<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var use = new FunctionUse<T>(Several(function), [x]);
        RequireLength("JacobianVectorProduct", vector.Length, x.Values.Length, "element of x");
        return use.Push(vector);
    }

    internal static Func<Variable<T>[], Variable<T>> Several<T>(Func<Variable<T>, Variable<T>> function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        return variables => function(variables[0]);
    }

    private static void SetRow<T>(T[,] matrix, int row, ReadOnlySpan<T> values)
    {
        for (int i = 0; i < values.Length; i++) matrix[row, i] = values[i];
    }

    private static void RequireLength(string use, int got, int needed, string unit)
    {
        if (got != needed) throw new ArgumentException($"{use}: the vector has {got} elements, it needs {needed}, one for each {unit}");
    }
}
