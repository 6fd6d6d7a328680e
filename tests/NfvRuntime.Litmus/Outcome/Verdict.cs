namespace NfvRuntime.Litmus;

/// <summary>What a run showed; the numbers are the program's exit status.</summary>
internal enum Verdict
{
    Holds = 0,
    Violated = 1,
    Inconclusive = 2,
}
