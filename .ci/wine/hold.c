/* Holds a file open as other programs do on Windows: `hold FILE SHARE` says `held` and holds it
 * until its input ends. SHARE is `read` (as Excel) or `none`. */

#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(int count, char **words) {
    if (count != 3) {
        return 2;
    }
    DWORD share = strcmp(words[2], "read") == 0 ? FILE_SHARE_READ : 0;
    HANDLE file = CreateFileA(words[1], GENERIC_READ, share, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        return 1;
    }
    puts("held");
    fflush(stdout);
    while (getchar() != EOF) {
    }
    return 0;
}
