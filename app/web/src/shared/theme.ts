import type { ThemeConfig } from 'antd';

/** Calm, official, and dark enough for every text to be read (contrast of 4.5 to 1 and more). */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#17497f', colorLink: '#17497f', colorLinkHover: '#0d3159', colorInfo: '#17497f',
    colorError: '#b3261e', colorSuccess: '#1f6b33', colorWarning: '#8a5300',
    colorText: '#1b2430', colorTextSecondary: '#45505e', colorTextTertiary: '#55606e', colorTextDescription: '#45505e', colorTextPlaceholder: '#667180', colorTextQuaternary: '#667180', colorTextDisabled: '#5c6672',
    colorBorder: '#8c97a5', colorBgLayout: '#f3f5f8', borderRadius: 4, controlHeight: 36, fontSize: 15, motion: false,
    fontFamily: '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", sans-serif',
  },
};
