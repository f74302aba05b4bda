using FastNN.Autograd;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Serialization;
using FastNN.Training;

namespace FastNN.Tests.Docs;

/// <summary>The README's first program, word for word between the markers; <see cref="ReadmeTests"/> compares and runs it.</summary>
internal static class ReadmeProgram
{
    public static void Run()
    {
        // <program>
        var (train, test) = SyntheticDigits.Create<float>(count: 12_000, seed: 1).Split(0.8);

        using var model = new Sequential<float>(
            new Linear<float>(784, 64), new Sigmoid<float>(),
            new Linear<float>(64, 16), new Tanh<float>(),
            new Linear<float>(16, 10));

        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), new Sgd<float>(learningRate: 0.2f));
        History history = trainer.Fit(train, new FitOptions { Epochs = 20, BatchSize = 128, Validation = test });
        Console.WriteLine($"accuracy {history.Last.Validation!.Accuracy:P1}");
        model.Save("digits.safetensors");

        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([3.0]);
        Variable<double> y = x * x;
        y.Backward();
        Console.WriteLine(x.Gradient[0]);      // 6
        // </program>
    }
}
