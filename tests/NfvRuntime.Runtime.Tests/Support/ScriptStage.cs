using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>A stage that splits, copies, drops, consumes, holds and fails as its script says, and marks what it did in each packet.</summary>
internal sealed unsafe class ScriptStage : StageActor
{
    private const int CopyMark = 250;
    private const int HoldMark = 251;
    private static readonly DropReason Reason = DropReason.Register("scripted", "A test said so.");
    private static readonly StageKind[] Kinds = [.. Enumerable.Range(1, 16).Select(Define)];

    private readonly Script _script;
    private readonly Progress _progress;
    private readonly Verdict _drop;
    private readonly Verdict[] _gates;
    private readonly Queue<int> _held = new();
    private bool _releaseAsked;

    private ScriptStage(StageContext stage, Script script)
        : base(stage)
    {
        _script = script;
        _progress = stage.Keep("progress", () => new Progress());
        _drop = stage.Drop(Reason);
        _gates = [.. Enumerable.Range(0, script.Gates).Select(gate => stage.Gate(gate == 0 ? "" : $"g{gate}"))];
    }

    public static StageKind Kind(int gates) => Kinds[gates - 1];

    protected override void OnStart()
    {
        _progress.Births++;
        if (_script.HoldEvery > 0)
        {
            Stage.KeepPackets(8);
        }

        _script.OnBirth?.Invoke(_progress.Births);
    }

    protected override void OnBurst(Burst burst)
    {
        bool fails = _script.FaultEvery > 0 && ++_progress.Bursts % _script.FaultEvery == 0;
        _script.OnBurst?.Invoke(burst, fails);
        Release();
        for (int i = 0, packet = 0; i < burst.Count; i = burst.NextPacket(i), packet++)
        {
            if (fails && packet >= burst.PacketCount / 2)
            {
                throw new ScriptedFaultException();
            }

            Decide(burst, i);
        }
    }

    protected override void OnControl(object message)
    {
        _releaseAsked = false;
        Release();
        AskForRelease();
    }

    private static StageKind Define(int gates) => StageKind.Define<Script>(
        $"script{gates}", "Does what a test says.", _ => new Script(), (stage, script) => new ScriptStage(stage, script),
        Enumerable.Range(1, gates - 1).Select(gate => new GateSpec($"g{gate}", "One of many.")));

    private void Decide(Burst burst, int i)
    {
        byte* frame = burst.Pointer(i);
        ulong number = Numbered.Number(frame);
        ulong trail = Numbered.Trail(frame);
        if (Due(_script.CopyEvery, number))
        {
            Numbered.SetTrail(frame, Numbered.Mark(trail, _script.Id, CopyMark));
            Stage.TryCopy(burst, i, _gates[_script.CopyGate]);
        }

        int gate = (int)((_script.Sprays ? number : Numbered.Flow(frame)) % (ulong)_gates.Length);
        if (Due(_script.HoldEvery, number))
        {
            Numbered.SetTrail(frame, Numbered.Mark(trail, _script.Id, HoldMark));
            if (Stage.Held!.TryKeep(burst, i, out int handle))
            {
                _held.Enqueue(handle);
                AskForRelease();
                return;
            }
        }

        Numbered.SetTrail(frame, Numbered.Mark(trail, _script.Id, gate));
        burst.Set(i, Due(_script.DropEvery, number) ? _drop : Due(_script.ConsumeEvery, number) ? Verdict.Consume : _gates[gate]);
    }

    private void Release()
    {
        while (_held.TryPeek(out int handle) && Stage.Held!.TryRelease(handle, _gates[^1]))
        {
            _held.Dequeue();
        }
    }

    private void AskForRelease()
    {
        if (_held.Count > 0 && !_releaseAsked)
        {
            _releaseAsked = true;
            Context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(1), Self, "release", ActorRefs.NoSender);
        }
    }

    private bool Due(int every, ulong number) => every > 0 && (number + (ulong)_script.Id) % (ulong)every == 0;

    private sealed class Progress
    {
        public long Bursts;
        public int Births;
    }
}
