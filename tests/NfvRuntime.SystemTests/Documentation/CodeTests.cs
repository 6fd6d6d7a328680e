using System.Reflection;
using NfvRuntime.Chains;
using NfvRuntime.Sdk.Settings;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Documentation;

public sealed class CodeTests
{
    private static readonly string[] Codes =
    [
        .. from type in new[] { typeof(ChainCodes), typeof(DiagnosticCodes) }
           from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.IsLiteral && field.FieldType == typeof(string)
           select (string)field.GetRawConstantValue()!,
    ];

    [Fact]
    public void Every_code_means_one_thing() =>
        Expect.None(Codes.CountBy(static code => code).Where(static of => of.Value > 1).Select(static of => $"{of.Key} means {of.Value} things"));

    [Fact]
    public void Every_code_stands_in_the_table_of_the_page_on_chains()
    {
        string rows = string.Concat(File.ReadLines(Repository.PathOf("docs", "chains.md")).Where(static line => line.StartsWith("| NFV", StringComparison.Ordinal)));
        Assert.NotEmpty(Codes);
        Expect.None(Codes.Where(code => !rows.Contains(code, StringComparison.Ordinal)).Select(static code => $"{code} is not in docs/chains.md"));
    }
}
