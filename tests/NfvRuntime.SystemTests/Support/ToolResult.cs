namespace NfvRuntime.SystemTests.Support;

internal sealed record ToolResult(int Status, string Output, string Errors)
{
    public ToolResult Succeeded()
    {
        Assert.True(Status == 0, $"exit status {Status}\n{Output}{Errors}");
        return this;
    }
}
