using FastNN.Serialization;

namespace FastNN.Cli.Commands;

/// <summary>Finds the precision in which a model file is to be used: the one it was trained in.</summary>
internal static class ModelPrecision
{
    /// <summary>Tells whether a model's weights are double.</summary>
    /// <exception cref="InvalidDataException">The file holds no model.</exception>
    /// <exception cref="UsageException">The path is a folder.</exception>
    public static bool IsDouble(string path)
    {
        // Opening a folder fails with words that hide what is wrong.
        if (Directory.Exists(path)) throw new UsageException($"'{path}' is a folder; a model file is needed");
        return ModelFile.Inspect(path).Type == SafeTensorsType.F64;
    }
}
