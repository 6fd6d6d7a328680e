using System.Net.NetworkInformation;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>What becomes of an interface while a port stands on it. Looks when asked: nothing is read while packets move.</summary>
/// <remarks>Any thread may ask. After <see cref="Dispose"/> it goes on saying what was true then.</remarks>
internal sealed unsafe class InterfaceWatch : IDisposable
{
    public const int Ethernet = 1;
    public const int Loopback = 772;

    private const int InternetFamily = 2;
    private const int Datagram = 2 | 0x80000;
    private const int Up = 1;

    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly int _socket;
    private int _index;
    private readonly int _mtu;
    private readonly Func<bool>? _isElsewhere;
    private string? _problem;
    private string? _remark;
    private int _downs;
    private int _returns;
    private bool _closed;

    /// <param name="name">The interface.</param>
    /// <param name="isElsewhere">Whether an interface that is not here any more still works, having been moved to another network namespace.</param>
    public InterfaceWatch(string name, Func<bool>? isElsewhere = null)
    {
        _name = name;
        _isElsewhere = isElsewhere;
        _socket = LibC.Socket(InternetFamily, Datagram, 0);
        _index = Ask(InterfaceRequest.GetIndex);
        _mtu = Ask(InterfaceRequest.GetMtu);
    }

    public static string Existing => string.Join(", ", NetworkInterface.GetAllNetworkInterfaces().Select(i => i.Name).Order());

    /// <summary>The kind of hardware that an interface stands for; -1 if there is no such interface.</summary>
    public static int HardwareOf(string name)
    {
        using var watch = new InterfaceWatch(name);
        return watch.Ask(InterfaceRequest.GetHardware);
    }

    /// <summary>Number of the interface that the port stands on. Another one of the same name is another interface.</summary>
    public uint Index => (uint)Volatile.Read(ref _index);

    /// <summary>Whether the port takes up an interface that is made anew under the same name.</summary>
    public bool TakesUpNewOne { get; init; }

    /// <summary>What is wrong now.</summary>
    public string? Problem => Look().Problem;

    /// <summary>What has happened.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            var downs = Volatile.Read(ref _downs);
            if (downs > 0)
            {
                yield return $"{_name} was taken down {downs} time{(downs == 1 ? "" : "s")}; nothing was received or sent meanwhile";
            }

            if (Volatile.Read(ref _returns) is > 0 and var returns)
            {
                yield return $"{_name} was removed and made anew {returns} time{(returns == 1 ? "" : "s")}; nothing was received or sent meanwhile";
            }

            if (Look().Remark is { } remark)
            {
                yield return remark;
            }
        }
    }

    /// <summary>The largest packet, as it is now; -1 if the interface is not here. Allocates nothing.</summary>
    public int Mtu => Ask(InterfaceRequest.GetMtu);

    /// <summary>A socket reported that the interface went down.</summary>
    public void CountDown() => Interlocked.Increment(ref _downs);

    /// <summary>The port stands on a new interface of the same name.</summary>
    public void MoveTo(uint index)
    {
        lock (_lock)
        {
            Volatile.Write(ref _index, (int)index);
            Interlocked.Increment(ref _returns);
        }
    }

    /// <summary>Sets the interface's maximum packet.</summary>
    /// <returns>0, or the error.</returns>
    public int SetMtu(int mtu)
    {
        var request = new InterfaceRequest(_name) { Number = mtu };
        return LibC.Control(_socket, InterfaceRequest.SetMtu, &request) == 0 ? 0 : Errno.Last;
    }

    /// <summary>Takes the interface up.</summary>
    /// <returns>0, or the error.</returns>
    public int SetUp()
    {
        var request = new InterfaceRequest(_name);
        if (LibC.Control(_socket, InterfaceRequest.GetFlags, &request) != 0)
        {
            return Errno.Last;
        }

        request.Flags |= (ushort)Up;
        return LibC.Control(_socket, InterfaceRequest.SetFlags, &request) == 0 ? 0 : Errno.Last;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                Look();
                _closed = true;
                _ = LibC.Close(_socket);
            }
        }
    }

    private (string? Problem, string? Remark) Look()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                (_problem, _remark) = Ask(InterfaceRequest.GetIndex) == _index ? LookHere()
                    : _isElsewhere?.Invoke() == true ? ((string?)null, $"{_name} has been moved to another network namespace")
                    : ($"{_name} has been removed: {(TakesUpNewOne ? "it is taken up again as soon as it is there again"
                        : "make it again if it is not there, then start the chain again")}", null);
            }

            return (_problem, _remark);
        }
    }

    private (string? Problem, string? Remark) LookHere()
    {
        var mtu = Ask(InterfaceRequest.GetMtu);
        return ((Ask(InterfaceRequest.GetFlags) & Up) != 0 ? null : $"{_name} is down: ip link set {_name} up",
            mtu == _mtu ? null : $"the MTU of {_name} was {_mtu} at the start and is {mtu} now");
    }

    private int Ask(nuint what)
    {
        var request = new InterfaceRequest(_name);
        return LibC.Control(_socket, what, &request) != 0 ? -1
            : what is InterfaceRequest.GetFlags or InterfaceRequest.GetHardware ? request.Flags : request.Number;
    }
}
