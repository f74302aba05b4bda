using System.Numerics;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;

namespace FastNN.Training;

/// <summary>Checks that data fit what is to be trained with them, and says what was given and what was needed.</summary>
internal static class TrainingData
{
    /// <summary>Checks what training is asked for.</summary>
    /// <returns>The rows for validation, or null.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model, the loss or the options.</exception>
    public static Dataset<T>? Require<T>(Sequential<T> model, Loss<T> loss, Dataset<T> train, FitOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1, "options.Epochs");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, "options.BatchSize");
        RequireShapes(model, loss, train);
        if (options.KeepBest && options.Validation == null)
        {
            throw new ArgumentException("KeepBest needs Validation data to tell which epoch is best", nameof(options));
        }

        if (options.Validation is null) return null;
        if (options.Validation is not Dataset<T> validation)
        {
            throw new ArgumentException($"Validation must be a Dataset<{typeof(T).Name}>, as the model is; convert it by Cast", nameof(options));
        }

        RequireShapes(model, loss, validation);
        return validation;
    }

    /// <summary>Checks that rows fit a model and its loss.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void RequireShapes<T>(Sequential<T> model, Loss<T> loss, Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.Count == 0) throw new ArgumentException("the data have no rows", nameof(data));
        if (data.FeatureCount != model.InputSize)
        {
            throw new ArgumentException($"the model takes {model.InputSize} features, the data have {data.FeatureCount}", nameof(data));
        }

        if (!loss.Fits(model.OutputSize, data.TargetCount))
        {
            throw new ArgumentException(
                $"{loss.Name} cannot compare the model's {model.OutputSize} outputs with {data.TargetCount} target columns", nameof(data));
        }

        if (data.ClassCount > Math.Max(2, model.OutputSize))
        {
            throw new ArgumentException($"the model has {model.OutputSize} outputs, the data {data.ClassCount} classes", nameof(data));
        }
    }
}
