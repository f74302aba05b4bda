using System.Numerics;
using FastNN.Layers;
using FastNN.Serialization;

namespace FastNN.Cli.Commands;

/// <summary>The files that commands write: the model of training, reports.</summary>
internal static class OutputFile
{
    /// <summary>Finds out before a long computation whether the file can be written in the end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names it, for messages.</param>
    /// <exception cref="UsageException">The path is a folder, or in a folder that does not exist.</exception>
    /// <exception cref="OutputException">The folder or the file may not be written.</exception>
    public static void Check(string path, string option = "--output")
    {
        if (Directory.Exists(path)) throw new UsageException($"{option}: '{path}' is a folder; a file name is needed");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        if (!Directory.Exists(folder)) throw new UsageException($"{option}: there is no folder '{folder}'");
        try
        {
            if (File.Exists(path))
            {
                File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
            }

            // The model is first written beside its target, so the folder itself has to take a file.
            string probe = Path.Combine(folder, $".fastnn-{Guid.NewGuid():N}.tmp");
            File.OpenHandle(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot write '{path}': {fault.Message}", fault);
        }
    }

    /// <summary>Saves a model with its card.</summary>
    /// <exception cref="OutputException">The file cannot be written; what was there is untouched.</exception>
    public static void Save<T>(Sequential<T> model, string path, ModelCard card)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            model.Save(path, new Dictionary<string, string> { [ModelCard.Key] = ModelCardText.Write(card) });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            string message = fault.Message.Contains(path, StringComparison.Ordinal) ? fault.Message : $"cannot write '{path}': {fault.Message}";
            throw new OutputException(message, fault);
        }
    }
}
