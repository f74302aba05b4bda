using System.Diagnostics;
using System.Numerics;
using FastNN.Autograd;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Memory;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Threading;

namespace FastNN.Training;

/// <summary>Trains a model on data: forward, loss, backward, update, batch by batch. After the first step, a step allocates nothing.</summary>
/// <remarks>
/// The results depend on the model's first values, the data, the options and the instruction set, not on the number of threads. A trainer
/// is for one thread at a time. It owns scratch memory; the model, the optimizer and the team belong to whoever made them.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Trainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int EvaluationRows = 512;

    // Room for the records of epochs that may never come; beyond, the list grows between epochs.
    private const int MostRecordsAhead = 1000;

    // The first steps grow the tape and the optimizer's state to their final size.
    private const int WarmUpSteps = 2;

    private readonly Tape<T> _tape;
    private readonly InferenceContext<T> _inference;
    private readonly Batcher<T> _batcher = new();

    /// <summary>Creates a trainer.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="loss">The loss to lower.</param>
    /// <param name="optimizer">The rule of the updates.</param>
    /// <param name="workers">A team of threads for large layers and the update of large models, or null for the calling thread alone.</param>
    public Trainer(Sequential<T> model, Loss<T> loss, Optimizer<T> optimizer, WorkerPool? workers = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        Model = model;
        Loss = loss;
        Optimizer = optimizer;
        _tape = new Tape<T>(workers);
        _inference = new InferenceContext<T>(workers);
    }

    /// <summary>Gets the model.</summary>
    public Sequential<T> Model { get; }

    /// <summary>Gets the loss.</summary>
    public Loss<T> Loss { get; }

    /// <summary>Gets the rule of the updates.</summary>
    public Optimizer<T> Optimizer { get; }

    /// <summary>Trains for a number of epochs.</summary>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="options">Epochs, batch size, order, validation and more.</param>
    /// <param name="cancellationToken">Stops training after the present step. The model keeps what it has learned, or the best epoch.</param>
    /// <returns>What happened, epoch by epoch; also when cancelled.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model, the loss or the options.</exception>
    /// <exception cref="TrainingDivergedException">
    /// The loss became NaN or infinite, or the norm of the gradient where <see cref="Optimizer{T}.MaxGradientNorm"/> asks for it. The model keeps
    /// what it had learned until then, or the best epoch.
    /// </exception>
    public History Fit(Dataset<T> train, FitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        Dataset<T>? validation = TrainingData.Require(Model, Loss, train, options);
        var epochs = new List<EpochRecord>(Math.Min(options.Epochs, MostRecordsAhead));
        using var best = new BestEpoch<T>(Model.Parameters, options.KeepBest && validation != null);
        _batcher.Begin(train, options.BatchSize, options.Shuffle);
        try
        {
            bool cancelled = RunEpochs(train, validation, options, epochs, best, cancellationToken);
            return new History(epochs, best.Epoch, cancelled);
        }
        finally
        {
            best.Restore();
        }
    }

    /// <summary>Measures the model on data, without training.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="cancellationToken">Stops the measurement with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Loss, and accuracy or R².</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or the loss.</exception>
    public Evaluation Evaluate(Dataset<T> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        TrainingData.RequireShapes(Model, Loss, data);
        var score = new ScoreKeeper<T>(data, Loss);
        for (int row = 0; row < data.Count; row += EvaluationRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Batch<T> batch = data.Batch(row, Math.Min(EvaluationRows, data.Count - row));
            ArenaMark mark = _inference.Scratch.Mark;
            Span<T> outputs = _inference.Scratch.Take(batch.Count * Model.OutputSize);
            Model.Predict(batch.Features, outputs, _inference);
            score.Add(outputs, batch.Targets, batch.Count, Loss.Sum(outputs, batch.Targets, batch.Count));
            _inference.Scratch.Rewind(mark);
        }

        return score.ToEvaluation();
    }

    /// <summary>Takes one training step on a batch of one's own.</summary>
    /// <param name="features">The inputs, rows × features.</param>
    /// <param name="targets">The targets, rows × target columns.</param>
    /// <returns>The mean loss of the rows before the update.</returns>
    /// <exception cref="ArgumentException">The spans do not hold the same whole number of rows.</exception>
    public T Step(ReadOnlySpan<T> features, ReadOnlySpan<T> targets)
    {
        int rows = features.Length / Model.InputSize;
        if (rows == 0 || (long)rows * Model.InputSize != features.Length || targets.Length % rows != 0)
        {
            throw new ArgumentException(
                $"a step needs whole rows of {Model.InputSize} features with their targets, got {features.Length} and {targets.Length} elements",
                nameof(features));
        }

        fixed (T* x = features, y = targets)
        {
            T loss = Differentiate(x, y, rows, targets.Length / rows, out _);
            Optimizer.Step(Model.Parameters, _tape.Workers);
            return loss;
        }
    }

    /// <summary>Gives the scratch memory back.</summary>
    public void Dispose()
    {
        _tape.Dispose();
        _inference.Dispose();
        _batcher.Dispose();
    }

    // Tells whether training was cancelled.
    private bool RunEpochs(
        Dataset<T> train, Dataset<T>? validation, FitOptions options, List<EpochRecord> epochs, BestEpoch<T> best, CancellationToken cancellationToken)
    {
        bool cancelled = false;
        for (int epoch = 1; epoch <= options.Epochs && !cancelled; epoch++)
        {
            long start = Stopwatch.GetTimestamp();
            _batcher.BeginEpoch(new RandomStream(options.Seed, (ulong)epoch));
            var score = new ScoreKeeper<T>(train, Loss);
            cancelled = !RunEpoch(epoch, ref score, options, cancellationToken, out double? allocated);
            if (cancelled) break;
            Evaluation? checkedOn;
            try
            {
                checkedOn = validation == null ? null : Evaluate(validation, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The epoch counts as unfinished: without its validation nobody can say whether it is the best.
                cancelled = true;
                break;
            }

            var record = new EpochRecord(epoch, score.ToEvaluation(), checkedOn, Stopwatch.GetElapsedTime(start).TotalSeconds, allocated);
            epochs.Add(record);
            best.Offer(record);
            options.Progress?.Report(record);
            cancelled = cancellationToken.IsCancellationRequested && epoch < options.Epochs;
        }

        return cancelled;
    }

    private bool RunEpoch(int epoch, ref ScoreKeeper<T> score, FitOptions options, CancellationToken cancellationToken, out double? allocatedPerStep)
    {
        allocatedPerStep = null;
        int warmUp = epoch == 1 ? WarmUpSteps : 0;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 1; _batcher.Next(); step++)
        {
            if (cancellationToken.IsCancellationRequested) return false;
            if (step == warmUp + 1) allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            T loss = Differentiate(_batcher.Features, _batcher.Targets, _batcher.Rows, _batcher.TargetCount, out ReadOnlySpan<T> outputs);

            // Before the update, which would make all parameters NaN and hide where it began.
            if (!T.IsFinite(loss) && !options.AllowNonFinite)
            {
                throw new TrainingDivergedException(epoch, step, Model.FindNonFinite(_batcher.FeatureSpan, _batcher.TargetSpan, _inference));
            }

            Optimizer.Step(Model.Parameters, _tape.Workers);
            if (Optimizer.LastGradientNorm is { } norm && !double.IsFinite(norm) && !options.AllowNonFinite)
            {
                throw new TrainingDivergedException(epoch, step, FindNonFiniteGradient(), "the norm of the gradient");
            }

            score.Add(outputs, _batcher.TargetSpan, _batcher.Rows, double.CreateChecked(loss) * _batcher.Rows);
            options.StepProgress?.Report(new StepRecord(epoch, step, _batcher.StepCount, double.CreateChecked(loss)));
        }

        int measured = _batcher.StepCount - warmUp;
        if (measured > 0) allocatedPerStep = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / (double)measured;
        return true;
    }

    // Computes the loss of a batch and its gradient.
    private T Differentiate(T* features, T* targets, int rows, int targetCount, out ReadOnlySpan<T> outputs)
    {
        _tape.Reset();
        Variable<T> input = _tape.Borrow(features, null, [rows, Model.InputSize]);
        Variable<T> target = _tape.Borrow(targets, null, [rows, targetCount]);
        Variable<T> output = Model.Forward(_tape, input);
        Variable<T> loss = Loss.Record(output, target);
        loss.Backward();
        outputs = output.Values;
        return loss.Values[0];
    }

    private string FindNonFiniteGradient()
    {
        for (int i = 0; i < Model.Layers.Count; i++)
        {
            foreach (Parameter<T> parameter in Model.Layers[i].Parameters)
            {
                if (((ReadOnlySpan<T>)parameter.Gradient).ContainsNonFinite())
                {
                    return $"layer {i} ({Model.Layers[i].Kind}), the gradient of its {parameter.Name}";
                }
            }
        }

        return "the sum of squares of all gradients";
    }
}
