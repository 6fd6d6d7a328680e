namespace NfvRuntime.Netmap.Control;

/// <summary>Errno numbers and usual causes of <see cref="NetmapError"/>.</summary>
public static class NetmapErrors
{
    private static readonly (NetmapError Error, string Name, int Linux, int FreeBsd, string Cause)[] Table =
    [
        (NetmapError.Busy, "EBUSY", 16, 16,
            "the handle is bound already, someone uses the rings exclusively, the interface is attached to a VALE switch, or a kloop runs"),
        (NetmapError.Invalid, "EINVAL", 22, 22,
            "mode, ring number, memory or version is wrong, a monitor's target is not in netmap mode, host rings are not supported, "
            + "a VALE attachment was named in REGISTER, or the CSB is misaligned or the handle not exclusive"),
        (NetmapError.NoSuchDevice, "ENXIO", 6, 6,
            "there is no such interface or VALE port and none may be created, or the handle is not bound"),
        (NetmapError.NoDevice, "ENODEV", 19, 19, "there is no such pipe and none may be created"),
        (NetmapError.InputOutput, "EIO", 5, 5, "the port has a virtio-net header that the caller did not accept, or its rings are stopped"),
        (NetmapError.NoMemory, "ENOMEM", 12, 12,
            "the region's pools are exhausted, the switch is full, there is no switch left, or the VALE name is not valid"),
        (NetmapError.NotSupported, "EOPNOTSUPP", 95, 45, "native mode was forced on a driver without it, or an option is not supported"),
        (NetmapError.MessageSize, "EMSGSIZE", 90, 40, "body and options exceed 4096 bytes, or the option list is circular"),
        (NetmapError.BadAddress, "EFAULT", 14, 14, "the request points to memory that cannot be read or written"),
        (NetmapError.Exists, "EEXIST", 17, 17, "an interface of that name exists already"),
    ];

    /// <summary>The errno number on Linux or FreeBSD.</summary>
    public static int ToErrno(NetmapError error, bool freeBsd = false)
    {
        if (error == NetmapError.None)
        {
            return 0;
        }

        (_, _, int linux, int bsd, _) = Find(error);
        return freeBsd ? bsd : linux;
    }

    /// <summary>The error behind an errno number; null if netmap gives no such error.</summary>
    public static NetmapError? FromErrno(int errno, bool freeBsd = false)
    {
        if (errno == 0)
        {
            return NetmapError.None;
        }

        foreach (var row in Table)
        {
            if ((freeBsd ? row.FreeBsd : row.Linux) == errno)
            {
                return row.Error;
            }
        }

        return null;
    }

    /// <summary>The error's name as C programs know it, such as EINVAL.</summary>
    public static string Name(NetmapError error) => Find(error).Name;

    /// <summary>The error's name and its usual causes, to stand in a message.</summary>
    public static string Describe(NetmapError error)
    {
        if (error == NetmapError.None)
        {
            return "no error";
        }

        (_, string name, _, _, string cause) = Find(error);
        return $"{name}: {cause}";
    }

    private static (NetmapError Error, string Name, int Linux, int FreeBsd, string Cause) Find(NetmapError error) =>
        Array.Find(Table, row => row.Error == error) is { Name: not null } found
            ? found
            : throw new ArgumentOutOfRangeException(nameof(error), error, "no such error");
}
