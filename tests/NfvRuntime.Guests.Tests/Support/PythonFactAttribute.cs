namespace NfvRuntime.Guests.Tests;

/// <summary>A test that asks Python for its judgement; skipped, with the reason, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(bool msgpack = false)
    {
        Skip = msgpack
            ? Python.WithMsgpack is null ? "python3-msgpack is not installed (.ci/run installs it)" : null
            : Python.Any is null ? "python3 is not installed (.ci/run installs it)" : null;
    }
}
