using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads <c>extensions</c>, an assembly or folder or a list of them, and loads what is named.</summary>
internal static class ExtensionsReader
{
    private const string Expected = "an assembly or a folder, such as custom/bin/Acme.Stages.dll, or a list of them";

    /// <param name="root">The chain file's root map.</param>
    /// <param name="kinds">Gets the kinds that are found.</param>
    /// <param name="faults">Gets what is wrong with extensions that were named as they should be.</param>
    public static void Read(SettingsReader root, StageLibrary kinds, DiagnosticBag faults)
    {
        if (root.Node("extensions") is not { } node) return;
        var context = new ReadContext(root.Diagnostics, "'extensions'");
        if (node is not (ScalarNode or ListNode))
        {
            context.Fail(node, DiagnosticCodes.WrongNode, Expected);
            return;
        }

        foreach (SettingsNode item in node is ListNode list ? list.Items : [node])
        {
            if (item is ScalarNode { IsEmpty: false } path && path.Text.Length > 0)
            {
                kinds.Add(path.Text, Path.GetDirectoryName(Path.GetFullPath(path.Position.File))!, path.Position, faults);
            }
            else
            {
                context.Fail(item, DiagnosticCodes.WrongNode, Expected);
            }
        }
    }
}
