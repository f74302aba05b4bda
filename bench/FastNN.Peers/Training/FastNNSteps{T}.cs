using System.Numerics;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Memory;
using FastNN.Optimizers;
using FastNN.Threading;
using FastNN.Training;

namespace FastNN.Peers.Training;

/// <summary>FastNN's training steps of a case.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FastNNSteps<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Sequential<T> _model;
    private readonly Optimizer<T> _optimizer;
    private readonly Trainer<T> _trainer;
    private readonly AlignedBuffer<T> _features;
    private readonly AlignedBuffer<T> _targets;

    /// <summary>Builds the network and its data.</summary>
    /// <param name="training">The case.</param>
    /// <param name="pool">The team, or null.</param>
    public FastNNSteps(TrainingCase training, WorkerPool? pool)
    {
        _model = CreateModel(training);
        T rate = T.CreateChecked(training.LearningRate);
        _optimizer = training.Optimizer == "adam" ? new Adam<T>(rate) : new Sgd<T>(rate);
        _trainer = new Trainer<T>(_model, training.HasClasses ? new SoftmaxCrossEntropy<T>() : new MeanSquaredError<T>(), _optimizer, pool);
        _features = new AlignedBuffer<T>(training.BatchSize * training.Sizes[0]);
        _targets = new AlignedBuffer<T>(training.BatchSize * (training.HasClasses ? 1 : training.Sizes[^1]));
        Pattern.FillUniform(_features.Span, salt: 1, limit: 1);
        if (training.HasClasses) Pattern.FillClasses(_targets.Span, salt: 2, training.Sizes[^1]);
        else Pattern.FillUniform(_targets.Span, salt: 2, limit: 1);
    }

    /// <summary>Takes one step.</summary>
    /// <returns>The loss before it.</returns>
    public T Step() => _trainer.Step(_features.Span, _targets.Span);

    /// <summary>Sets the size of the steps to come.</summary>
    /// <param name="rate">The learning rate.</param>
    public void SetLearningRate(double rate) => _optimizer.LearningRate = T.CreateChecked(rate);

    /// <inheritdoc/>
    public void Dispose()
    {
        _trainer.Dispose();
        _optimizer.Dispose();
        _model.Dispose();
        _features.Dispose();
        _targets.Dispose();
    }

    private static Sequential<T> CreateModel(TrainingCase training)
    {
        var layers = new List<Layer<T>>();
        for (int i = 0; i + 1 < training.Sizes.Length; i++)
        {
            layers.Add(new Linear<T>(training.Sizes[i], training.Sizes[i + 1]));
            if (i < training.Activations.Length) layers.Add(CreateActivation(training.Activations[i]));
        }

        var model = new Sequential<T>([.. layers]);
        uint salt = 0;
        foreach (Linear<T> linear in layers.OfType<Linear<T>>())
        {
            salt += 1000;

            // Outputs as large as inputs: a variance of one over the inputs.
            Pattern.FillUniform(linear.Weight.Values, salt, Math.Sqrt(3.0 / linear.Inputs));
            linear.Bias.Values.Clear();
        }

        return model;
    }

    private static Layer<T> CreateActivation(string name) => name switch
    {
        "sigmoid" => new Sigmoid<T>(),
        "tanh" => new Tanh<T>(),
        _ => new ReLU<T>(),
    };
}
