using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

public class StageKindTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("4you")]
    [InlineData("a b")]
    [InlineData("acme-")]
    [InlineData("a-name-that-is-longer-than-any-chain-file-can-write-it")]
    public void Refuses_a_name_that_no_chain_file_can_write(string name) =>
        Assert.StartsWith($"'{name}' cannot be the name of a kind of stage", Assert.Throws<ArgumentException>(() => Define(name)).Message);

    [Fact]
    public void Refuses_gates_that_cannot_be()
    {
        Assert.Equal(
            "Kind 'k' declares its output gate 'a' twice; every kind has the default gates without declaring them.", Refusal(["a", "a"], []));
        Assert.Equal(
            "Kind 'k' declares its default input gate twice; every kind has the default gates without declaring them.", Refusal([], [""]));
        Assert.StartsWith("Kind 'k' has an output gate 'a b', which no chain file can name: ", Refusal(["a b"], []));
        Assert.Equal("Kind 'k' has 65 output gates; 64 are the most.", Refusal([.. Enumerable.Range(0, 64).Select(i => $"g{i}")], []));
    }

    private static string Refusal(string[] outputs, string[] inputs) =>
        Assert.Throws<ArgumentException>(() => Define("k", outputs, inputs)).Message;

    private static StageKind Define(string name, string[]? outputs = null, string[]? inputs = null) => StageKind.Define(
        name, "For tests.", _ => new object(), (stage, _) => new ScriptStage(stage, new Script((_, _) => { })),
        outputs?.Select(gate => new GateSpec(gate, "For tests.")), inputs);
}
