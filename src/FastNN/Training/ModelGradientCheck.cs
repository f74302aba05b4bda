using System.Numerics;
using FastNN.Autograd;
using FastNN.Layers;
using FastNN.Losses;

namespace FastNN.Training;

/// <summary>Checks the gradients of a model's loss by all of its parameters, and by the features, against differences.</summary>
public static class ModelGradientCheck
{
    /// <summary>Runs the check. The model's parameters are left as they are.</summary>
    /// <typeparam name="T">The element type; differences need <c>double</c> to say much.</typeparam>
    /// <param name="model">The model; a small one, as each parameter costs a dozen forward passes.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="features">The inputs, rows × features.</param>
    /// <param name="targets">The targets, rows × target columns.</param>
    /// <param name="options">Tolerances and more, or null for the defaults.</param>
    /// <returns>The findings, by layer and parameter; the features come last.</returns>
    /// <exception cref="ArgumentException">The spans do not hold the same whole number of rows.</exception>
    public static GradientCheckReport Run<T>(
        Sequential<T> model, Loss<T> loss, ReadOnlySpan<T> features, ReadOnlySpan<T> targets, GradientCheckOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        int rows = features.Length / model.InputSize;
        if (rows == 0 || rows * model.InputSize != features.Length || targets.Length % rows != 0)
        {
            throw new ArgumentException(
                $"a check needs whole rows of {model.InputSize} features with their targets, got {features.Length} and {targets.Length} elements",
                nameof(features));
        }

        var names = new List<string>();
        var arguments = new List<Argument<T>>();
        var parameters = new List<Parameter<T>>();
        for (int i = 0; i < model.Layers.Count; i++)
        {
            foreach (Parameter<T> parameter in model.Layers[i].Parameters)
            {
                names.Add($"layer {i} {model.Layers[i].Kind} {parameter.Name}");
                arguments.Add(new Argument<T>(parameter.Values, parameter.Rows, parameter.Columns));
                parameters.Add(parameter);
            }
        }

        names.Add("features");
        arguments.Add(new Argument<T>(features, rows, model.InputSize));
        T[] targetValues = targets.ToArray();
        return GradientCheck.Run(
            variables =>
            {
                for (int i = 0; i < parameters.Count; i++) parameters[i].StandIn(variables[i]);
                Tape<T> tape = variables[^1].Tape;
                Variable<T> output = model.Forward(tape, variables[^1]);
                return loss.Record(output, tape.Constant(targetValues, [rows, targetValues.Length / rows]));
            },
            arguments,
            names,
            options);
    }
}
