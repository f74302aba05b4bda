using System.Runtime.InteropServices;

namespace FastNN.Peers.Libraries;

/// <summary>Finds a native library among the names that systems have for it.</summary>
internal static class SharedLibrary
{
    /// <summary>Loads the first of several names that exists.</summary>
    /// <param name="names">The names, the most exact first.</param>
    /// <param name="exports">The functions that it must have.</param>
    /// <param name="handle">The library.</param>
    /// <param name="missing">Why there is none.</param>
    public static bool TryLoad(string[] names, string[] exports, out nint handle, out string missing)
    {
        missing = $"none of {string.Join(", ", names)} could be loaded";
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out handle)) continue;
            nint library = handle;
            string? lacks = exports.FirstOrDefault(export => !NativeLibrary.TryGetExport(library, export, out _));
            if (lacks == null) return true;
            missing = $"{name} has no {lacks}";
            NativeLibrary.Free(handle);
        }

        handle = 0;
        return false;
    }
}
