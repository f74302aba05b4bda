using System.Buffers;
using System.Text;
using System.Text.Json;
using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary>Writes and reads a model card as JSON. Numbers are written so that reading gives the same bits.</summary>
internal static class ModelCardText
{
    /// <summary>Writes a card.</summary>
    public static string Write(ModelCard card)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonOutput.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", ModelCard.Version);
            json.WriteString("task", card.IsClassification ? "classification" : "regression");
            json.WriteString("loss", card.Loss);
            WriteData(json, card.Data);
            WriteTexts(json, "classes", card.ClassNames);
            if (card.Encoding is { } encoding) WriteEncoding(json, encoding);
            WriteScaler(json, "featureScaler", card.FeatureScaler);
            WriteScaler(json, "targetScaler", card.TargetScaler);
            json.WriteStartObject("training");
            WriteTraining(json, card.Training);
            json.WriteEndObject();
            json.WriteStartObject("test");
            json.WriteNumber("count", card.Test.Count);
            JsonOutput.WriteFigures(json, card.Test);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the fields of a training card into an object that is open.</summary>
    public static void WriteTraining(Utf8JsonWriter json, TrainingCard training)
    {
        json.WriteString("command", training.Command);
        json.WriteString("layers", training.Layers);
        json.WriteString("optimizer", training.Optimizer);
        json.WriteNumber("learningRate", training.LearningRate);
        json.WriteNumber("momentum", training.Momentum);
        json.WriteNumber("weightDecay", training.WeightDecay);
        if (training.ClipNorm is { } clip) json.WriteNumber("clipNorm", clip);
        json.WriteNumber("batchSize", training.BatchSize);
        json.WriteNumber("epochs", training.Epochs);
        json.WriteNumber("bestEpoch", training.BestEpoch);
        json.WriteString("init", training.Initializer);
        json.WriteNumber("validation", training.ValidationShare);
    }

    /// <summary>Reads a card from a model file's metadata.</summary>
    /// <exception cref="InvalidDataException">There is none, it is damaged, or it is of a later version.</exception>
    public static ModelCard Read(IReadOnlyDictionary<string, string> metadata, string file)
    {
        if (!metadata.TryGetValue(ModelCard.Key, out string? text))
        {
            throw new InvalidDataException($"{file}: metadata: there is no '{ModelCard.Key}': the model was not trained by this tool");
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            int version = Value(root, "version", field => field.GetInt32());
            if (version is < 1 or > ModelCard.Version) throw new FormatException($"version {version} is unknown to this tool; it knows 1 to {ModelCard.Version}");
            return ReadCard(root);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{file}: metadata '{ModelCard.Key}': {fault.Message}", fault);
        }
    }

    private static ModelCard ReadCard(JsonElement root)
    {
        JsonElement data = root.Field("data"), training = root.Field("training"), test = root.Field("test");
        string[]? classes = ReadTexts(root, "classes");
        if (classes is { Length: < 2 }) throw new FormatException("fewer than two classes");
        TableEncoding? encoding = root.TryGetProperty("encoding", out JsonElement encoded) ? ReadEncoding(encoded, classes) : null;
        return new ModelCard
        {
            Loss = Text(root, "loss"),
            Data = new DataCard(
                DataSource.Parse(Text(data, "source")),
                Value(data, "count", field => field.GetInt32()),
                Value(data, "seed", field => field.GetUInt64()),
                data.TryGetProperty("sha256", out JsonElement hash) ? hash.GetString() : null,
                data.TryGetProperty("header", out JsonElement header) ? header.GetBoolean() : FromNames(encoding)),
            ClassNames = classes,
            Encoding = encoding,
            FeatureScaler = ReadScaler(root, "featureScaler"),
            TargetScaler = ReadScaler(root, "targetScaler"),
            Training = ReadTraining(training),
            Test = new Evaluation(
                Value(test, "count", field => field.GetInt32()), Number(test, "loss") ?? double.NaN, Number(test, "accuracy"), Number(test, "r2")),
        };
    }

    // Cards of the first weeks do not say whether there was a header; where there was none, all columns are called c0, c1, ….
    private static bool? FromNames(TableEncoding? encoding)
    {
        if (encoding is null) return null;
        IEnumerable<string> names = encoding.Columns.Select(column => column.Name).Append(encoding.Target);
        return names.All(name => name.Length > 1 && name[0] == 'c' && !name.AsSpan(1).ContainsAnyExceptInRange('0', '9')) ? false : null;
    }

    private static TrainingCard ReadTraining(JsonElement training) => new()
    {
        Command = Text(training, "command"),
        Layers = Text(training, "layers"),
        Optimizer = Text(training, "optimizer"),
        LearningRate = Value(training, "learningRate", field => field.GetDouble()),
        Momentum = Value(training, "momentum", field => field.GetDouble()),
        WeightDecay = Value(training, "weightDecay", field => field.GetDouble()),
        ClipNorm = Number(training, "clipNorm"),
        BatchSize = Value(training, "batchSize", field => field.GetInt32()),
        Epochs = Value(training, "epochs", field => field.GetInt32()),
        BestEpoch = Value(training, "bestEpoch", field => field.GetInt32()),
        Initializer = Text(training, "init"),
        ValidationShare = Value(training, "validation", field => field.GetDouble()),
    };

    private static void WriteData(Utf8JsonWriter json, DataCard data)
    {
        json.WriteStartObject("data");
        json.WriteString("source", data.Source.ToString());
        json.WriteNumber("count", data.Count);
        json.WriteNumber("seed", data.Seed);
        if (data.Fingerprint != null) json.WriteString("sha256", data.Fingerprint);
        if (data.HasHeader is { } hasHeader) json.WriteBoolean("header", hasHeader);
        json.WriteEndObject();
    }

    private static void WriteEncoding(Utf8JsonWriter json, TableEncoding encoding)
    {
        json.WriteStartObject("encoding");
        json.WriteString("target", encoding.Target);
        if (encoding.Missing != MissingValues.Reject) json.WriteString("missing", MissingChoice.NameOf(encoding.Missing));
        json.WriteStartArray("columns");
        foreach (ColumnEncoding column in encoding.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            WriteTexts(json, "categories", column.Categories);
            if (encoding.Missing == MissingValues.FillMean && column.Categories is null) json.WriteNumber("fill", column.Fill);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static TableEncoding ReadEncoding(JsonElement encoding, string[]? classes)
    {
        ColumnEncoding[] columns =
        [
            .. encoding.Field("columns").EnumerateArray().Select(column =>
                new ColumnEncoding(Text(column, "name"), ReadTexts(column, "categories"), Number(column, "fill") ?? 0)),
        ];
        MissingValues missing = encoding.TryGetProperty("missing", out _)
            ? MissingChoice.Parse(Text(encoding, "missing"))
            : MissingValues.Reject;
        return new TableEncoding(columns, Text(encoding, "target"), classes, missing);
    }

    private static void WriteScaler(Utf8JsonWriter json, string name, FeatureScaler? scaler)
    {
        if (scaler is null) return;
        json.WriteStartObject(name);
        json.WriteStartArray("offsets");
        foreach (double offset in scaler.Offsets) json.WriteNumberValue(offset);
        json.WriteEndArray();
        json.WriteStartArray("scales");
        foreach (double scale in scaler.Scales) json.WriteNumberValue(scale);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static FeatureScaler? ReadScaler(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement scaler)) return null;
        return new FeatureScaler(Numbers(scaler, "offsets"), Numbers(scaler, "scales"));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null) return;
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string[]? ReadTexts(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement texts)
        ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? throw new FormatException($"'{name}' holds something other than text"))]
        : null;

    // GetProperty's own fault does not say which property is missing.
    private static JsonElement Field(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement field) ? field : throw new FormatException($"there is no '{name}'");

    // Nor do the faults of its values.
    private static T Value<T>(JsonElement parent, string name, Func<JsonElement, T> read)
    {
        JsonElement field = parent.Field(name);
        try
        {
            return read(field);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException)
        {
            throw new FormatException($"'{name}' holds {field.GetRawText()}, which is no {typeof(T).Name}", fault);
        }
    }

    private static string Text(JsonElement parent, string name) =>
        Value(parent, name, field => field.GetString()) ?? throw new FormatException($"'{name}' is not text");

    private static double? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? Value(parent, name, field => field.GetDouble())
            : null;

    private static double[] Numbers(JsonElement parent, string name) =>
        Value<double[]>(parent, name, field => [.. field.EnumerateArray().Select(value => value.GetDouble())]);
}
