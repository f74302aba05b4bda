using System.Text.Json;
using FastNN.Training;

namespace FastNN.Cli.Reporting;

/// <summary>Shows a training run as one JSON object at the end.</summary>
internal sealed class JsonTrainReport : ITrainReport
{
    /// <inheritdoc/>
    public bool WantsSteps => false;

    /// <inheritdoc/>
    public void Begin(TrainPlan plan)
    {
    }

    /// <inheritdoc/>
    public History Watch(Func<History> fit) => fit();

    /// <inheritdoc/>
    public void Report(EpochRecord value)
    {
    }

    /// <inheritdoc/>
    public void Report(StepRecord value)
    {
    }

    /// <inheritdoc/>
    public void End(TrainResult result) => JsonOutput.Print(json =>
    {
        TrainPlan plan = result.Plan;
        json.WriteString("dataset", plan.Dataset);
        JsonOutput.WriteLayers(json, plan.Layers);
        json.WriteNumber("parameters", plan.ParameterCount);
        json.WriteStartArray("epochs");
        string score = plan.IsClassification ? "Accuracy" : "R2";
        foreach (EpochRecord epoch in result.History.Epochs)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch.Epoch);
            JsonOutput.WriteNumber(json, "trainLoss", epoch.Train.Loss);
            JsonOutput.WriteNumber(json, $"train{score}", epoch.Train.Accuracy ?? epoch.Train.R2);
            JsonOutput.WriteNumber(json, "validationLoss", epoch.Validation?.Loss);
            JsonOutput.WriteNumber(json, $"validation{score}", epoch.Validation?.Accuracy ?? epoch.Validation?.R2);
            json.WriteNumber("seconds", epoch.Seconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTest(json, result.Test);
        json.WriteNumber("seconds", result.Seconds);
        if (result.AllocatedBytesPerStep is { } bytes) json.WriteNumber("allocatedBytesPerStep", bytes);
        else json.WriteNull("allocatedBytesPerStep");
        json.WriteString("isa", plan.Isa);
        json.WriteNumber("threads", plan.Threads);
        json.WriteString("model", result.Model);
    });

    private static void WriteTest(Utf8JsonWriter json, Evaluation? test)
    {
        if (test is null)
        {
            json.WriteNull("test");
            return;
        }

        json.WriteStartObject("test");
        JsonOutput.WriteFigures(json, test);
        json.WriteEndObject();
    }
}
