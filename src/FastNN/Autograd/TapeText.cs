using System.Globalization;
using System.Numerics;
using System.Text;

namespace FastNN.Autograd;

/// <summary>Writes a tape's record for people and for Graphviz.</summary>
internal static class TapeText
{
    /// <summary>Lists values and operations in the order in which they came.</summary>
    public static string List<T>(Tape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"tape of {tape.NodeCount} values and {tape.Count} operations\n");
        for (int i = 0; i < tape.NodeCount; i++)
        {
            ref Node<T> node = ref tape.Node(i);
            text.Append(CultureInfo.InvariantCulture, $"%{i} = {Kind(tape, in node)}");
            if (node.Entry >= 0)
            {
                ref Entry<T> entry = ref tape.EntryAt(node.Entry);
                text.Append('(');
                string separator = "";
                foreach (int input in tape.InputsOf(ref entry))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{separator}%{input}");
                    separator = ", ";
                }

                text.Append(')');
                if (entry.Consumed) text.Append(" differentiated");
            }

            text.Append(CultureInfo.InvariantCulture, $" {ShapeText.Of(tape.ShapeOf(in node))}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes the graph: boxes for values, ellipses for operations, edges along the computation.</summary>
    public static string Dot<T>(Tape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var text = new StringBuilder("digraph tape {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
        for (int i = 0; i < tape.NodeCount; i++)
        {
            ref Node<T> node = ref tape.Node(i);
            string shape = ShapeText.Of(tape.ShapeOf(in node));
            if (node.Entry < 0)
            {
                string style = node.RequiresGrad ? "style=bold" : "style=dashed";
                text.Append(CultureInfo.InvariantCulture, $"  v{i} [shape=box, {style}, label=\"%{i} {Kind(tape, in node)}\\n{shape}\"];\n");
                continue;
            }

            ref Entry<T> entry = ref tape.EntryAt(node.Entry);
            string name = Kind(tape, in node).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"  o{node.Entry} [shape=ellipse, label=\"{name}\"];\n");
            text.Append(CultureInfo.InvariantCulture, $"  v{i} [shape=box, label=\"%{i}\\n{shape}\"];\n");
            foreach (int input in tape.InputsOf(ref entry))
            {
                text.Append(CultureInfo.InvariantCulture, $"  v{input} -> o{node.Entry};\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"  o{node.Entry} -> v{i};\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Kind<T>(Tape<T> tape, in Node<T> node)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (node.Entry < 0) return node.RequiresGrad ? "leaf" : "constant";
        ref Entry<T> entry = ref tape.EntryAt(node.Entry);
        return Operation<T>.Get(entry.Operation).NameOf(tape, in entry);
    }
}
