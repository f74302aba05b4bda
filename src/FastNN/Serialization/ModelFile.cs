using System.Numerics;
using FastNN.Layers;

namespace FastNN.Serialization;

/// <summary>
/// Saves and loads models as safetensors files: the weights as tensors <c>layers.I.weight</c> of shape [inputs, outputs] and
/// <c>layers.I.bias</c> of shape [outputs], the architecture as JSON in the metadata under <c>fastnn.model</c>.
/// </summary>
public static class ModelFile
{
    /// <summary>Saves a model. The file is written beside its target, flushed to disk and renamed, so that a model that was there stays whole.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Texts to store beside the weights; keys that begin with <c>fastnn.model</c> are the library's own.</param>
    /// <exception cref="NotSupportedException">The model has a layer that files cannot describe.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(this Sequential<T> model, string path, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var writer = new SafeTensorsWriter();
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
        {
            if (key.StartsWith(ArchitectureText.Key, StringComparison.Ordinal))
            {
                throw new ArgumentException($"metadata key '{key}' is the library's own; choose another", nameof(metadata));
            }

            writer.SetMetadata(key, value);
        }

        var specs = new List<LayerSpec>();
        for (int i = 0, size = model.InputSize; i < model.Layers.Count; i++)
        {
            Layer<T> layer = model.Layers[i];
            specs.Add(LayerCatalog.Describe(layer, size));
            size = specs[^1].Outputs;
            foreach (Parameter<T> parameter in layer.Parameters)
            {
                writer.Add(NameOf(i, parameter), ShapeOf(parameter), parameter.Memory);
            }
        }

        writer.SetMetadata(ArchitectureText.Key, ArchitectureText.Write(specs));
        writer.Save(path);
    }

    /// <summary>Loads a model; weights of another precision are converted.</summary>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>The model, to be disposed.</returns>
    /// <exception cref="InvalidDataException">The file holds no model of this library, or is damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static Sequential<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load<T>(path, out _);

    /// <summary>Loads a model with the texts that were stored beside it; weights of another precision are converted.</summary>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Receives the texts.</param>
    /// <returns>The model, to be disposed.</returns>
    /// <exception cref="InvalidDataException">The file holds no model of this library, or is damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static Sequential<T> Load<T>(string path, out IReadOnlyDictionary<string, string> metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        ModelSummary summary = Summarize(file, path);
        var layers = new Layer<T>[summary.Layers.Count];
        for (int i = 0; i < layers.Length; i++)
        {
            try
            {
                layers[i] = LayerCatalog.Create<T>(summary.Layers[i])
                    ?? throw FileFault.In(path, $"layer {i}", $"this FastNN knows no layer of kind {FileFault.Quote(summary.Layers[i].Kind)}");
            }
            catch (ArgumentException fault)
            {
                throw FileFault.In(path, $"layer {i}", fault.Message, fault);
            }
        }

        var model = new Sequential<T>(layers);
        try
        {
            for (int i = 0; i < layers.Length; i++)
            {
                foreach (Parameter<T> parameter in layers[i].Parameters) file.Read(NameOf(i, parameter), parameter.Values);
            }
        }
        catch
        {
            model.Dispose();
            throw;
        }

        metadata = summary.Metadata;
        return model;
    }

    /// <summary>Reads what a model file holds, without its weights.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Precision, layers and metadata.</returns>
    /// <exception cref="InvalidDataException">The file holds no model of this library, or is damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ModelSummary Inspect(string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        return Summarize(file, path);
    }

    // The sizes that the architecture names must be those of tensors in the file before memory is taken for them.
    private static ModelSummary Summarize(SafeTensorsFile file, string path)
    {
        if (!file.Metadata.TryGetValue(ArchitectureText.Key, out string? text))
        {
            throw FileFault.In(path, "metadata", $"there is no '{ArchitectureText.Key}': the file was not saved by FastNN as a model");
        }

        IReadOnlyList<LayerSpec> layers = ArchitectureText.Read(text, path);
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Kind != "linear") continue;
            RequireShape(file, path, $"layers.{i}.weight", [layers[i].Inputs, layers[i].Outputs]);
            RequireShape(file, path, $"layers.{i}.bias", [layers[i].Outputs]);
        }

        return new ModelSummary(file["layers.0.weight"].Type, layers, file.Metadata);
    }

    private static void RequireShape(SafeTensorsFile file, string path, string name, ReadOnlySpan<long> shape)
    {
        SafeTensorInfo tensor = file[name];
        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw FileFault.In(
                path, $"tensor '{name}'", $"its shape is {FileFault.Describe(tensor.Shape)}, the architecture needs {FileFault.Describe(shape)}");
        }

        if (!tensor.Type.IsConvertibleFloat())
        {
            throw FileFault.In(path, $"tensor '{name}'", $"its elements are {tensor.Type.Name()}, not floating-point numbers");
        }
    }

    private static string NameOf<T>(int layer, Parameter<T> parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => $"layers.{layer}.{parameter.Name}";

    private static long[] ShapeOf<T>(Parameter<T> parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        parameter.Kind == ParameterKind.Bias ? [parameter.Columns] : [parameter.Rows, parameter.Columns];
}
