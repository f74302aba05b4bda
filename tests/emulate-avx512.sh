#!/bin/sh
# Runs the self-check of the tool, compiled ahead of time for AVX-512, on an emulated CPU that has it: for machines without.
#
#   tests/emulate-avx512.sh [LINUX_KERNEL]
#
# Bochs is slow, some 30 million instructions a second; of the seven minutes or so that this takes, most goes into the compiler and the start of
# Linux. Nothing is installed and nothing needs rights. On Debian and its relatives it needs the packages
#   bochs bochsbios vgabios isolinux syslinux-common xorriso busybox-static cpio linux-image-cloud-amd64
# the last one for /boot/vmlinuz-*, if the system has no kernel there.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
kernel=${1:-$(ls /boot/vmlinuz-* 2>/dev/null | tail -n 1)}
kernel=${kernel:-/boot/vmlinuz}
work=$(mktemp -d)
emulator=
trap 'rm -rf "$work"' EXIT
trap '[ -z "$emulator" ] || kill "$emulator" 2>/dev/null; exit 130' INT TERM HUP
for need in bochs-bin xorriso cpio; do
    command -v "$need" >/dev/null || { echo "$need is missing: see the head of $0" >&2; exit 2; }
done
for need in "$kernel" /bin/busybox /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 \
    /usr/share/bochs/BIOS-bochs-latest /usr/share/vgabios/vgabios.bin; do
    [ -r "$need" ] || { echo "$need is missing or not readable: see the head of $0" >&2; exit 2; }
done

"$here/../src/FastNN.Cli/publish-aot.sh" x86-64-v4 "$work/tool"

# A system of two programs: what the kernel starts first runs the tool and writes to the serial line.
root=$work/root
mkdir -p "$root/bin" "$root/proc" "$root/dev" "$root/tmp"
cp /bin/busybox "$root/bin/"
cp "$work/tool/fastnn" "$root/bin/"
ldd "$root/bin/fastnn" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
cat > "$root/init" <<'END'
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox mount -t tmpfs tmp /tmp
exec > /dev/ttyS0 2>&1
export HOME=/tmp FASTNN_ISA=v512 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
/bin/fastnn doctor
echo "exit status $?"
/bin/busybox sleep 3
/bin/busybox poweroff -f
END
chmod +x "$root/init"

# Bochs reports a size of the compacted format that Linux does not believe; without compaction (features 321 and 323) it gets by.
disc=$work/disc
mkdir "$disc"
(cd "$root" && find . | cpio -o -H newc --quiet) > "$disc/initrd"
cp "$kernel" "$disc/vmlinuz"
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$disc"
cat > "$disc/isolinux.cfg" <<'END'
default fastnn
label fastnn
  kernel vmlinuz
  append initrd=initrd console=ttyS0 quiet nokaslr clearcpuid=321,323 nopku mitigations=off panic=0 tsc=reliable
END
xorriso -as mkisofs -quiet -o "$work/disc.iso" -b isolinux.bin -c boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table "$disc" \
    2> "$work/xorriso.txt" || { cat "$work/xorriso.txt" >&2; exit 1; }
cat > "$work/bochsrc" <<END
display_library: rfb, options="timeout=0"
config_interface: textconfig
cpu: model=corei7_skylake_x, count=1, ips=15000000
megs: 1024
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/vgabios/vgabios.bin
ata0-master: type=cdrom, path=$work/disc.iso, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=$work/serial.txt
log: $work/bochs.log
panic: action=fatal
error: action=ignore
END

# Debian's Bochs is the one with a debugger, which must be told to go on; switching the machine off ends it as a panic. Its screen is a VNC
# server that nobody needs: it gets a network of its own where that is allowed.
echo c > "$work/go"
alone=
if unshare -rn true 2>/dev/null; then alone='unshare -rn'; fi
$alone timeout 1800 bochs-bin -q -f "$work/bochsrc" -rc "$work/go" > "$work/bochs.txt" 2>&1 < /dev/null &
emulator=$!
while kill -0 "$emulator" 2>/dev/null; do
    # A kernel that has given up would stand still until the time is over.
    if grep -a -q 'Kernel panic' "$work/serial.txt" 2>/dev/null; then kill "$emulator" 2>/dev/null || true; fi
    sleep 2
done
emulator=

if ! grep -a -q '^exit status' "$work/serial.txt" 2>/dev/null; then
    echo 'the self-check did not finish; the last that was seen of it and of the emulator:' >&2
    tail -n 20 "$work/serial.txt" "$work/bochs.txt" >&2 || true
    exit 1
fi

# Without the kernel's own lines.
grep -a -v '^\[' "$work/serial.txt"
grep -a -q '^exit status 0' "$work/serial.txt"
