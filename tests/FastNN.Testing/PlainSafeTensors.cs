using System.Buffers.Binary;
using System.Text.Json;

namespace FastNN.Testing;

/// <summary>Reads safetensors in the plainest way, from the format's description alone, to check the real writer by.</summary>
public static class PlainSafeTensors
{
    /// <summary>Splits a file into its free text and, by name, each tensor's type, shape and bytes.</summary>
    public static (Dictionary<string, string> Metadata, Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> Tensors, int DataStart)
        Read(byte[] file)
    {
        int start = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, start - 8));
        var metadata = new Dictionary<string, string>();
        var tensors = new Dictionary<string, (string, long[], byte[])>();
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                foreach (JsonProperty text in entry.Value.EnumerateObject()) metadata.Add(text.Name, text.Value.GetString()!);
                continue;
            }

            long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64())];
            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64())];
            string type = entry.Value.GetProperty("dtype").GetString()!;
            tensors.Add(entry.Name, (type, shape, file[(start + (int)offsets[0])..(start + (int)offsets[1])]));
        }

        return (metadata, tensors, start);
    }
}
