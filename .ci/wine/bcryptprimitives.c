/* Stands in for a DLL of Windows that older Wine lacks: Rust's standard library takes its random
 * numbers from it. */

#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
    return RtlGenRandom(bytes, (ULONG)count);
}
