import { Breadcrumb } from 'antd';
import type { Crumb } from './usePlace';

/** The way down to a plane; all but the last lead back up. */
export function Crumbs({ crumbs, go }: { crumbs: readonly Crumb[]; go: (plane: string) => void }) {
  return (
    <Breadcrumb
      separator="›"
      items={crumbs.map((crumb, i) => ({
        key: crumb.plane,
        title:
          i === crumbs.length - 1 ? (
            <strong aria-current="location">{crumb.name}</strong>
          ) : (
            <button type="button" className="as-link" onClick={() => go(crumb.plane)}>
              {crumb.name}
            </button>
          ),
      }))}
    />
  );
}
