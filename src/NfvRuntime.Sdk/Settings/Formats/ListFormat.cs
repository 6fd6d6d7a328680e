namespace NfvRuntime.Sdk.Settings;

internal sealed class ListFormat<T>(SettingFormat<T> item, bool orSingle) : SettingFormat<IReadOnlyList<T>>
{
    public override string Expected => orSingle ? $"{item.Expected}, or a list of such" : "a list";

    public override IReadOnlyList<T> Placeholder => [];

    public override bool TryRead(SettingsNode node, ReadContext context, out IReadOnlyList<T> value)
    {
        value = [];
        if (node is not ListNode list)
        {
            if (!orSingle) return context.Fail(node, DiagnosticCodes.WrongNode, Expected);
            if (!item.TryRead(node, context, out var single)) return false;
            value = [single];
            return true;
        }

        var items = new List<T>();
        bool all = true;
        for (int i = 0; i < list.Items.Count; i++)
        {
            var at = context with { Subject = $"entry {i + 1} of {context.Subject}" };
            if (item.TryRead(list.Items[i], at, out var read)) items.Add(read);
            else all = false;
        }

        value = items;
        return all;
    }
}
