namespace NfvRuntime.Chains.Paths;

internal enum TokenKind
{
    Name,
    Arrow,
    Open,
    Close,
    Unknown,
    End,
}
